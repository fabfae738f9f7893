"""SQL macros on boxed values: scalars are handled in SQL, lists and maps by the Python runtime.

A macro repeats its arguments: call them through `fragments.macro`, which binds what is not simple.
"""

from __future__ import annotations

_IS_NUMBER = (
    """(left({0}, 1) IN ('-','0','1','2','3','4','5','6','7','8','9') OR starts_with({0}, '{{"~f"'))"""
)

MACROS: dict[str, str] = {
    # sqlglot writes json_extract_string as an operator that binds more loosely than comparison
    "cy_text(x)": "json_extract_string(x, '$')",
    "cy_tagged(x, tag)": """json_extract_string(x, '$."' || tag || '"')""",
    "cy_box_float(x)": """
        CASE WHEN isfinite(x) THEN CAST(x AS VARCHAR)
             WHEN isnan(x) THEN '{"~f":"NaN"}'
             WHEN x > 0 THEN '{"~f":"Infinity"}'
             WHEN x < 0 THEN '{"~f":"-Infinity"}' END""",
    "cy_unbox_float(x)": """
        CASE WHEN left(x, 1) = '{' THEN CAST(json_extract_string(x, '$."~f"') AS DOUBLE)
             ELSE CAST(x AS DOUBLE) END""",
    "cy_box_duration(x)": """
        '{"~t":[' || x.months || ',' || x.days || ',' || x.seconds || ',' || x.nanos || ']}'""",
    "cy_unbox_duration(x)": """
        CASE WHEN x IS NOT NULL THEN
          {'months': CAST(json_extract_string(x, '$."~t"[0]') AS BIGINT),
           'days': CAST(json_extract_string(x, '$."~t"[1]') AS BIGINT),
           'seconds': CAST(json_extract_string(x, '$."~t"[2]') AS BIGINT),
           'nanos': CAST(json_extract_string(x, '$."~t"[3]') AS BIGINT)} END""",
    "cy_box_path(x)": """
        CASE WHEN x IS NOT NULL
             THEN '{"~p":[' || CAST(to_json(x.n) AS VARCHAR) || ',' || CAST(to_json(x.r) AS VARCHAR) || ']}'
             END""",
    "cy_unbox_path(x)": """
        CASE WHEN x IS NOT NULL THEN
          {'n': CAST(json_extract(x, '$."~p"[0]') AS BIGINT[]),
           'r': CAST(json_extract(x, '$."~p"[1]') AS BIGINT[])} END""",
    "cy_items(x)": """
        list_transform(json_extract(x, '$[*]'), lambda item: nullif(CAST(item AS VARCHAR), 'null'))""",
    "cy_is_integer(x)": """
        left(x, 1) NOT IN ('"', '[', '{', 't', 'f') AND NOT contains(x, '.') AND NOT contains(x, 'e')""",
    "cy_is_number(x)": _IS_NUMBER.format("x"),
    "cy_key(x)": """
        CASE WHEN x IS NULL THEN NULL ELSE
          {'rank': CASE left(x, 1) WHEN '"' THEN 8 WHEN '[' THEN 4 WHEN 't' THEN 9 WHEN 'f' THEN 9
                   WHEN '{' THEN CASE substr(x, 3, 2) WHEN '~f' THEN 10 WHEN '~n' THEN 2 WHEN '~r' THEN 3
                                 WHEN '~p' THEN 5 WHEN '~d' THEN 6 WHEN '~t' THEN 7 ELSE 1 END
                   ELSE 10 END,
           'number': CASE WHEN left(x, 1) IN ('"', '[') THEN NULL
                          WHEN x = 'true' THEN 1 WHEN x = 'false' THEN 0
                          WHEN left(x, 1) = '{' THEN try_cast(json_extract_string(x, '$."~f"') AS DOUBLE)
                          ELSE CAST(x AS DOUBLE) END,
           'lost': CASE WHEN cy_is_integer(x) AND length(x) > 15
                        THEN CAST(CAST(x AS HUGEINT) - CAST(CAST(x AS DOUBLE) AS HUGEINT) AS BIGINT)
                        ELSE 0 END,
           'bytes': CASE WHEN left(x, 1) = '"' THEN encode(json_extract_string(x, '$'))
                         WHEN left(x, 1) IN ('[', '{') AND NOT starts_with(x, '{"~f"')
                         THEN cy_order_key(x) END} END""",
    "cy_duration_key(x)": """
        CASE WHEN x IS NOT NULL THEN
          {'seconds': x.months * 2629746 + x.days * 86400 + x.seconds, 'nanos': x.nanos,
           'months': x.months, 'days': x.days} END""",
    "cy_equal(l, r)": """
        CASE WHEN l IS NULL OR r IS NULL THEN NULL
             WHEN left(l, 1) IN ('[', '{') OR left(r, 1) IN ('[', '{') THEN cy_equals(l, r)
             WHEN l = r THEN true
             WHEN left(l, 1) = '"' OR left(r, 1) = '"' OR (cy_is_integer(l) AND cy_is_integer(r)) THEN false
             ELSE coalesce(try_cast(l AS DOUBLE) = try_cast(r AS DOUBLE), false) END""",
    "cy_less(l, r, strict)": """
        CASE WHEN l IS NULL OR r IS NULL THEN NULL
             WHEN left(l, 1) IN ('[', '{') OR left(r, 1) IN ('[', '{') THEN cy_less_than(l, r, strict)
             WHEN left(l, 1) = '"' AND left(r, 1) = '"'
             THEN CASE WHEN strict THEN json_extract_string(l, '$') < json_extract_string(r, '$')
                       ELSE json_extract_string(l, '$') <= json_extract_string(r, '$') END
             WHEN left(l, 1) = '"' OR left(r, 1) = '"' THEN NULL
             WHEN left(l, 1) IN ('t', 'f') AND left(r, 1) IN ('t', 'f')
             THEN CASE WHEN strict THEN l < r ELSE l <= r END
             WHEN left(l, 1) IN ('t', 'f') OR left(r, 1) IN ('t', 'f') THEN NULL
             WHEN cy_is_integer(l) AND cy_is_integer(r)
             THEN CASE WHEN strict THEN CAST(l AS BIGINT) < CAST(r AS BIGINT)
                       ELSE CAST(l AS BIGINT) <= CAST(r AS BIGINT) END
             WHEN strict THEN CAST(l AS DOUBLE) < CAST(r AS DOUBLE)
             ELSE CAST(l AS DOUBLE) <= CAST(r AS DOUBLE) END""",
    "cy_as_boolean(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN x = 'true' THEN true WHEN x = 'false' THEN false
             ELSE CAST(error(problem) AS BOOLEAN) END""",
    "cy_as_string(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN left(x, 1) = '"' THEN json_extract_string(x, '$')
             ELSE CAST(error(problem) AS VARCHAR) END""",
    "cy_as_integer(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN cy_is_integer(x) THEN CAST(x AS BIGINT)
             ELSE CAST(error(problem) AS BIGINT) END""",
    "cy_as_float(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN cy_is_number(x) THEN cy_unbox_float(x)
             ELSE CAST(error(problem) AS DOUBLE) END""",
    "cy_as_number(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN cy_is_number(x) THEN x ELSE CAST(error(problem) AS VARCHAR) END""",
    "cy_as_list(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN left(x, 1) = '[' THEN cy_items(x)
             ELSE CAST(error(problem) AS VARCHAR[]) END""",
    "cy_as_map(x, problem)": """
        CASE WHEN x IS NULL THEN NULL
             WHEN left(x, 1) = '{' AND substr(x, 3, 2) NOT IN ('~f', '~n', '~r', '~p', '~d', '~t') THEN x
             ELSE CAST(error(problem) AS VARCHAR) END""",
    "cy_as_date(x, problem)": """
        CASE WHEN x IS NULL THEN NULL
             WHEN starts_with(x, '{"~d"') THEN CAST(json_extract_string(x, '$."~d"') AS DATE)
             ELSE CAST(error(problem) AS DATE) END""",
    "cy_as_duration(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN starts_with(x, '{"~t"') THEN cy_unbox_duration(x)
             ELSE CAST(error(problem)
                       AS STRUCT(months BIGINT, days BIGINT, seconds BIGINT, nanos BIGINT)) END""",
    "cy_float_text(x)": """
        CASE WHEN (abs(x) >= 1e-3 AND abs(x) < 1e7) OR x = 0 THEN CAST(x AS VARCHAR)
             ELSE cy_java_float(x) END""",
    "cy_round(x)": """
        CASE WHEN abs(x) < 4503599627370496
             THEN floor(x) + CASE WHEN x - floor(x) >= 0.5 THEN 1 ELSE 0 END
             WHEN isfinite(x) THEN least(greatest(x, -9223372036854775808.0), 9223372036854775807.0)
             ELSE x END""",
    "cy_log(x)": """
        CASE WHEN x > 0 THEN ln(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE)
             WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END""",
    "cy_log10(x)": """
        CASE WHEN x > 0 THEN log10(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE)
             WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END""",
    "cy_bound(x, problem)": """
        CASE WHEN cy_is_number(x) THEN CAST(trunc(CAST(x AS DOUBLE)) AS BIGINT)
             ELSE CAST(error(problem) AS BIGINT) END""",
    "cy_fitting(x)": """
        CASE WHEN x BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(x AS BIGINT)
             ELSE CAST(error('ArithmeticError:IntegerOverflow the sum does not fit into 64 bits; '
                             || 'sum toFloat() of the values instead') AS BIGINT) END""",
}
