"""The syntax tree of a Cypher query: plain data, made by the parser, read by the binder.

Every element carries `at`, the 0-based offset of its first character in the query text, for messages.
"""

from graphkit.cypher.syntax.ast.clauses import *
from graphkit.cypher.syntax.ast.element import *
from graphkit.cypher.syntax.ast.expressions import *
from graphkit.cypher.syntax.ast.patterns import *
