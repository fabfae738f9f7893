import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.rio.ParseErrorListener;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.AbstractRDFHandler;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;

/** Reads each file with every check of RDF4J's parsers on; prints its path and number of statements. */
public class Rdf4jGate {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            RDFFormat format = Rio.getParserFormatForFileName(file).orElseThrow();
            RDFParser parser = Rio.createParser(format);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_DATATYPE_VALUES, true);
            parser.getParserConfig().set(BasicParserSettings.FAIL_ON_UNKNOWN_DATATYPES, true);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_LANGUAGE_TAGS, true);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_RELATIVE_URIS, true);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_URI_SYNTAX, true);
            List<String> problems = new ArrayList<>();
            parser.setParseErrorListener(new ParseErrorListener() {
                @Override
                public void warning(String message, long line, long column) {
                    problems.add("warning, line " + line + ": " + message);
                }

                @Override
                public void error(String message, long line, long column) {
                    problems.add("error, line " + line + ": " + message);
                }

                @Override
                public void fatalError(String message, long line, long column) {
                    problems.add("fatal, line " + line + ": " + message);
                }
            });
            long[] count = {0};
            parser.setRDFHandler(new AbstractRDFHandler() {
                @Override
                public void handleStatement(Statement statement) {
                    count[0]++;
                }
            });
            try (InputStream in = new FileInputStream(file)) {
                parser.parse(in, "");
            }
            problems.forEach(problem -> System.err.println(file + ": " + problem));
            System.out.println(file + " " + count[0]);
            if (!problems.isEmpty()) {
                System.exit(1);
            }
        }
    }
}
