"""What the generator knows of functions: arguments and result by kind, written from Neo4j's manual.

Kinds: i integer, f float, n either, s string, b boolean, d date, u duration, v any value, li and ls lists of
integers and strings, lv any list, m map, N node, R relationship, P path, p a small count, c and z what date()
and duration() take, t a unit to truncate to; text in quotes stands as it is.
"""

from __future__ import annotations

_TABLE = """
i size(s) | i size(lv) | i char_length(s) | i character_length(s) | i toInteger(s) | i toInteger(f)
i toInteger(b) | i toIntegerOrNull(v) | i sign(n) | i abs(i) | i length(P)
f abs(f) | f ceil(f) | f floor(f) | f round(f) | f round(f,p) | f round(f,p,'"HALF_EVEN"')
f round(f,p,'"HALF_UP"') | f round(f,p,'"HALF_DOWN"') | f round(f,p,'"UP"') | f round(f,p,'"DOWN"')
f round(f,p,'"CEILING"') | f round(f,p,'"FLOOR"')
f sqrt(n) | f exp(n) | f log(n) | f log10(n) | f sin(n) | f cos(n) | f tan(n) | f cot(n) | f asin(n)
f acos(n) | f atan(n) | f atan2(n,n) | f degrees(n) | f radians(n) | f haversin(n) | f pi()
f e() | f toFloat(s) | f toFloat(i) | f toFloatOrNull(v)
s toString(i) | s toString(f) | s toString(b) | s toString(d) | s toString(u) | s toStringOrNull(v)
s toUpper(s) | s toLower(s) | s upper(s) | s lower(s) | s trim(s) | s ltrim(s) | s rtrim(s) | s btrim(s)
s btrim(s,s) | s ltrim(s,s) | s rtrim(s,s) | s left(s,p) | s right(s,p) | s substring(s,p)
s substring(s,p,p)
s replace(s,s,s) | s reverse(s) | s normalize(s) | s type(R) | s valueType(v)
s head(ls) | s last(ls) | i head(li) | i last(li) | s replace(s,s,s,p)
b toBoolean(s) | b toBoolean(i) | b toBooleanOrNull(v) | b isEmpty(s) | b isEmpty(lv) | b isEmpty(m)
b isNaN(f)
li tail(li) | li reverse(li) | ls tail(ls) | ls reverse(ls) | ls split(s,s) | ls split(s,ls)
li range(p,p) | li range(p,i,'2') | li range(i,i,'-1') | li toIntegerList(lv) | lf toFloatList(lv)
ls toStringList(lv) | lb toBooleanList(lv)
i coalesce(i,i) | f coalesce(f,f) | s coalesce(s,s,s) | b coalesce(b,b) | d coalesce(d,d) | v coalesce(v,v)
i nullIf(i,i) | s nullIf(s,s) | v nullIf(v,v)
d date(c) | d date.truncate(t,d)
u duration(z) | u duration.between(d,d) | u duration.inDays(d,d) | u duration.inMonths(d,d) | u duration.inSeconds(d,d)
N startNode(R) | N endNode(R)
"""


def _read() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Functions by the kind of their result: name and kinds of arguments."""
    functions: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for entry in _TABLE.replace("\n", " | ").split(" | "):
        if entry.strip():
            kind, call = entry.strip().split(" ", 1)
            name, arguments = call.rstrip(")").split("(")
            functions.setdefault(kind, []).append((name, tuple(filter(None, arguments.split(",")))))
    return functions


FUNCTIONS = _read()
