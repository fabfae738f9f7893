"""Parses clauses and the queries made of them."""

from __future__ import annotations

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.lexer import END
from graphkit.cypher.syntax.parse_expressions import AFTER_OPERAND
from graphkit.cypher.syntax.parse_hints import HintParser
from graphkit.cypher.syntax.pattern_rules import check_match

_WRITING = frozenset({"CREATE", "INSERT", "MERGE", "SET", "DELETE", "REMOVE", "FOREACH"})
_ADMINISTRATION = frozenset(
    {"SHOW", "TERMINATE", "DROP", "ALTER", "RENAME", "GRANT", "DENY", "REVOKE", "START", "STOP", "ENABLE"}
    | {"DRYRUN", "DEALLOCATE", "REALLOCATE"}
)
_READ_ONLY = "Queries here only read; the graph is rebuilt from its sources"
_PAGING = frozenset({"ORDER", "SKIP", "OFFSET", "LIMIT"})
_DIRECTIONS = {"ASC": False, "ASCENDING": False, "DESC": True, "DESCENDING": True}


class ClauseParser(HintParser):
    """Reads clauses and queries."""

    def query(self, *, may_end_open: bool = False) -> ast.Query:
        """Single queries joined by UNION; `may_end_open` allows them to lack RETURN, as in EXISTS { … }."""
        self.nest()
        at = self.token.at
        parts = [self._single_query(may_end_open)]
        keeps_all = []
        while self.key == "UNION":
            union_at = self.advance().at
            keeps_all.append(self.accept("ALL"))
            if not keeps_all[-1]:
                self.accept("DISTINCT")
            if keeps_all[-1] != keeps_all[0]:
                raise self.error(
                    "UNION and UNION ALL cannot be mixed in one query", union_at, "InvalidClauseComposition"
                )
            parts.append(self._single_query(may_end_open))
        self.unnest()
        return ast.Query(at, tuple(parts), tuple(keeps_all))

    def subquery(self, kind: str) -> ast.Query:
        """What stands between the braces of `EXISTS { … }`, `COUNT { … }` and `COLLECT { … }`."""
        at = self.token.at
        if kind == "COLLECT" or self._clause_follows():
            return self.query(may_end_open=kind != "COLLECT")
        self._refuse_match_mode()
        patterns = self.patterns()
        predicate = self.expression() if self.accept("WHERE") else None
        match = ast.Match(at, patterns, predicate)
        check_match(match)
        return ast.Query(at, (ast.SingleQuery(at, (match,)),))

    def _clause_follows(self) -> bool:
        """Whether a clause begins here, and not a bare pattern."""
        if self.key == "(" or self.ahead(1) in {"=", "("}:
            return self.key == "CALL" or self.key in {"WITH", "UNWIND", "RETURN", "MATCH"}
        return self.key not in {"ANY", "ALL", "SHORTEST", "DIFFERENT", "REPEATABLE"}

    def _single_query(self, may_end_open: bool) -> ast.SingleQuery:
        at = self.token.at
        clauses = [self._clause()]
        while self.key not in {END, "UNION", "}", ";"}:
            last, clause = clauses[-1], self._clause()
            if isinstance(last, ast.Return | ast.Finish):
                what = f"{self._word_of(last)} ends the query, {self._word_of(clause)} cannot follow it"
                raise self.error(what, clause.at, "InvalidClauseComposition")
            clauses.append(clause)
        if len(clauses) == 1 and isinstance(clauses[0], ast.CallProcedure):
            if clauses[0].predicate is not None:
                raise self.error("a call that stands alone takes no WHERE: end the query with RETURN", at)
            return ast.SingleQuery(at, tuple(clauses))
        if not (may_end_open or isinstance(clauses[-1], ast.Return | ast.Finish)):
            what = f"a query ends with RETURN, not with {self._word_of(clauses[-1])}"
            raise self.error(what, clauses[-1].at, "InvalidClauseComposition")
        for clause in clauses:
            if isinstance(clause, ast.CallProcedure):
                self._check_inner_call(clause)
        return ast.SingleQuery(at, tuple(clauses))

    def _word_of(self, clause: ast.Clause) -> str:
        return next(token.key for token in self.tokens if token.at >= clause.at)

    def _clause(self) -> ast.Clause:
        """A clause; what notation it joins labels in is no concern of the next."""
        outside = self.label_notations
        self.label_notations = set(outside)
        clause = self._clause_by_word()
        self.label_notations = outside
        return clause

    def _clause_by_word(self) -> ast.Clause:
        key = self.key
        if key == "MATCH":
            return self._match(optional=False)
        if key == "OPTIONAL":
            return self._optional()
        if key == "UNWIND":
            return self._unwind()
        if key == "WITH":
            return self._with()
        if key == "RETURN":
            return self._return()
        if key == "CALL":
            return self._call_clause(optional=False)
        if key == "FINISH":
            return ast.Finish(self.advance().at)
        if key in _PAGING:
            return self._paging_clause()
        self._refuse_clause()
        raise self.unexpected("a clause such as `MATCH`, `WITH` or `RETURN`")

    def _refuse_clause(self) -> None:
        """Refuse what Cypher has beside reading; nothing else."""
        if self.key in {"DETACH", "NODETACH"}:
            raise self.unsupported(f"{self.key} DELETE", remedy=_READ_ONLY)
        if self.key in _WRITING:
            raise self.unsupported(self.key, remedy=_READ_ONLY)
        if self.key == "LOAD" and self.ahead(1) == "CSV":
            raise self.unsupported("LOAD CSV", remedy="Files are read by `graphkit build`")
        if self.key == "USE":
            raise self.unsupported("USE", remedy="The graph is chosen where it is opened")
        if self.key == "USING" and self.ahead(1) == "PERIODIC":
            raise self.unsupported("USING PERIODIC COMMIT", remedy=_READ_ONLY)
        if self.key in _ADMINISTRATION and self.ahead(1) != END:
            raise self.unsupported(f"the command {self.key} {self.ahead(1)}")

    def _optional(self) -> ast.Clause:
        at = self.expect("OPTIONAL").at
        if self.key == "MATCH":
            return self._match(optional=True, at=at)
        if self.key == "CALL":
            return self._call_clause(optional=True, at=at)
        raise self.unexpected("`MATCH` or `CALL`")

    def _match(self, *, optional: bool, at: int | None = None) -> ast.Match:
        start = self.expect("MATCH").at
        self._refuse_match_mode()
        patterns = self.patterns()
        hints = self.hints()
        predicate = self.expression() if self.accept("WHERE") else None
        match = ast.Match(start if at is None else at, patterns, predicate, optional)
        check_match(match)
        self.check_hints(hints, match)
        return match

    def _refuse_match_mode(self) -> None:
        """Refuse `DIFFERENT RELATIONSHIPS`, which is the rule anyway, and `REPEATABLE ELEMENTS`."""
        modes = {"REPEATABLE": ("ELEMENT", "ELEMENTS"), "DIFFERENT": ("RELATIONSHIP", "RELATIONSHIPS")}
        if self.ahead(1) in modes.get(self.key, ()):
            raise self.unsupported(f"the match mode {self.key} {self.ahead(1)}")

    def _unwind(self) -> ast.Unwind:
        at = self.expect("UNWIND").at
        source = self.expression()
        self.expect("AS")
        return ast.Unwind(at, source, self.name("a variable"))

    def _with(self) -> ast.With:
        at = self.expect("WITH").at
        body = self._projection(at)
        predicate = self.expression() if self.accept("WHERE") else None
        return ast.With(
            at, body.items, body.star, body.distinct, body.order, body.skip, body.limit, predicate
        )

    def _return(self) -> ast.Return:
        at = self.expect("RETURN").at
        body = self._projection(at)
        return ast.Return(at, body.items, body.star, body.distinct, body.order, body.skip, body.limit)

    def _projection(self, at: int) -> ast.Projection:
        """What WITH and RETURN share."""
        distinct = self.key == "DISTINCT" and self.ahead(1) not in AFTER_OPERAND - {"*"}
        if distinct:
            self.advance()
        star = self.accept("*")
        items: tuple[ast.ProjectionItem, ...] = ()
        if not star or self.accept(","):
            items = self.separated(self._item)
        order, skip, limit = self._paging()
        return ast.Projection(at, items, star, distinct, order, skip, limit)

    def _item(self) -> ast.ProjectionItem:
        """An expression with or without an alias; a map projection then has its variable's name for one."""
        at = self.token.at
        expression = self.expression()
        text = self.text[at : self.tokens[self.index - 1].end]
        alias = None
        if self.accept("AS"):
            alias = self.name("a name for the column")
        elif isinstance(expression, ast.MapProjection):
            alias = expression.subject.name
        elif isinstance(expression, ast.Variable):
            text = expression.name
        return ast.ProjectionItem(at, expression, alias, text)

    def _paging(self) -> tuple[tuple[ast.SortItem, ...], ast.Expression | None, ast.Expression | None]:
        """`ORDER BY …  SKIP …  LIMIT …`, each optional."""
        order: tuple[ast.SortItem, ...] = ()
        if self.accept("ORDER"):
            self.expect("BY")
            order = self.separated(self._sort_item)
        skip = self.expression() if self.accept("SKIP") or self.accept("OFFSET") else None
        limit = self.expression() if self.accept("LIMIT") else None
        return order, skip, limit

    def _sort_item(self) -> ast.SortItem:
        at = self.token.at
        expression = self.expression()
        descending = _DIRECTIONS.get(self.key)
        if descending is not None:
            self.advance()
        return ast.SortItem(at, expression, bool(descending))

    def _paging_clause(self) -> ast.With:
        """ORDER BY, SKIP and LIMIT as a clause of their own: they order and cut what all variables hold."""
        at = self.token.at
        order, skip, limit = self._paging()
        return ast.With(at, (), True, False, order, skip, limit, None)

    def _call_clause(self, *, optional: bool, at: int | None = None) -> ast.Clause:
        start = self.expect("CALL").at
        at = start if at is None else at
        if self.key in {"(", "{"}:
            return self._call_subquery(at, optional)
        return self._call_procedure(at, optional)

    def _call_subquery(self, at: int, optional: bool) -> ast.CallSubquery:
        imports: tuple[str, ...] | None = None
        if self.accept("("):
            imports = ()
            if self.accept("*"):
                imports = ("*",)
            elif self.key != ")":
                imports = self.separated(lambda: self.name("a variable"))
            self.expect(")")
        self.expect("{")
        query = self.query()
        self.expect("}")
        if self.key == "IN":
            raise self.unsupported("CALL { … } IN TRANSACTIONS", remedy=_READ_ONLY)
        return ast.CallSubquery(at, query, imports, optional)

    def _call_procedure(self, at: int, optional: bool) -> ast.CallProcedure:
        name = self.name("a procedure, `(` or `{`")
        while self.accept("."):
            name += "." + self.name("a procedure")
        arguments: tuple[ast.Expression, ...] | None = None
        if self.accept("("):
            arguments = () if self.key == ")" else self.separated(self.expression)
            self.expect(")")
        items: tuple[tuple[str, str | None], ...] | None = None
        star, predicate = False, None
        if self.accept("YIELD"):
            star = self.accept("*")
            if not star:
                items = self.separated(self._yield_item)
                predicate = self.expression() if self.accept("WHERE") else None
        return ast.CallProcedure(at, name, arguments, items, star, predicate, optional)

    def _check_inner_call(self, call: ast.CallProcedure) -> None:
        """Raise unless a call among other clauses is written in full."""
        if call.arguments is None or call.items is None:
            raise self.error(
                f"among other clauses a call names what it gives: CALL {call.name}() YIELD …",
                call.at,
                "InvalidArgumentPassingMode" if call.arguments is None else "UnexpectedSyntax",
            )

    def _yield_item(self) -> tuple[str, str | None]:
        field = self.name("a field of the procedure")
        return field, self.name("a variable") if self.accept("AS") else None
