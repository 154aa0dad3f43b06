import fc from "fast-check";

/**
 * Malformed and hostile requests for every route of the OpenAPI document: twenty each, the same ones in every run.
 * A `refused` request breaks the contract, so that any answer but a problem is a hole; the others may be harmless text,
 * and only have to do no harm.
 */

export const CASES_PER_ROUTE = 20;

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Record<string, JsonSchema>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
}

interface OpenOperation {
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: JsonSchema }> };
}

/** The part of an OpenAPI document that is read here. */
export interface OpenDocument {
  readonly paths: Record<string, Record<string, OpenOperation>>;
  readonly components: { readonly schemas: Record<string, JsonSchema> };
}

/** One route of the document. */
export interface OpenRoute {
  readonly method: string;
  /** As the document writes it, `/api/stores/{id}`. */
  readonly path: string;
  readonly tag: string | undefined;
  readonly operation: OpenOperation;
}

export interface HostileRequest {
  /** What is wrong with it, for whoever reads a failure. */
  readonly what: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Whether the contract says that it must be refused. */
  readonly refused: boolean;
}

/** What stands for a name where a request is meant to be nearly right: an id of something that exists. */
export type Example = (name: string) => unknown;

export function routesOf(document: OpenDocument): readonly OpenRoute[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      tag: operation.tags?.[0],
      operation,
    })),
  );
}

/** The path with something in the place of each name. */
export function pathWith(path: string, value: (name: string) => string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => value(name));
}

/* ---------- What is sent ---------- */

/** Values that no field of any schema takes. */
const NO_FIELD_TAKES: readonly (readonly [string, string])[] = [
  ["an object with a prototype", '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'],
  ["a list of lists", `${"[".repeat(200)}${"]".repeat(200)}`],
];
/** JSON texts in the place of a number: none is a whole number of yen. */
const NO_NUMBER: readonly (readonly [string, string])[] = [
  ["1e400", "1e400"],
  ["minus one", "-1"],
  ["2^53", "9007199254740992"],
  ["half a yen", "0.5"],
  ["a float beside a whole", "1000.0000001"],
  ["a number as text", '"1000"'],
  ["NaN as text", '"NaN"'],
  ["null", "null"],
  ["true", "true"],
  ["a list of one", "[1000]"],
  ["the smallest float", "5e-324"],
];
/** JSON texts in the place of an id, a date, a code: nothing of the kind. */
const NO_ID: readonly (readonly [string, string])[] = [
  ["SQL", JSON.stringify("' or '1'='1'; drop table journal; --")],
  ["a script", JSON.stringify("<script>alert(1)</script>")],
  ["__proto__", '"__proto__"'],
  ["a right-to-left mark", '"\\u202e7k3m9qxw2p4d"'],
  ["a zero-width joiner", '"7k3m9qxw2p4\\u200dd"'],
  ["full-width letters", '"７ｋ３ｍ９ｑｘｗ２ｐ４ｄ"'],
  ["a lone surrogate", '"\\ud800"'],
  ["a NUL", '"7k3m9qxw2p4d\\u0000"'],
  ["a number", "12"],
  ["minus nought", "-0"],
  ["a line end", '"7k3m9qxw2p4d\\n"'],
  ["a path", '"../../etc/passwd"'],
  ["a very long text", `"${"a".repeat(30_000)}"`],
  ["null", "null"],
];
/** JSON texts in the place of words that people write. They may be taken, as the words they are. */
const WORDS: readonly (readonly [string, string])[] = [
  ["SQL in words", JSON.stringify("x'); delete from staff; --")],
  ["a script in words", JSON.stringify('"><img src=x onerror=alert(1)>')],
  ["bidi overrides", '"\\u202eevil\\u2066\\u2069"'],
  ["zero-width letters", '"a\\u200b\\u200c\\u200d\\ufeff"'],
  ["a lone surrogate in words", '"a\\ud83d"'],
  ["a NUL in words", '"a\\u0000b"'],
  ["a formula", JSON.stringify('=HYPERLINK("http://x")')],
  ["letters of many marks", JSON.stringify(`a${"\u0301".repeat(30)}`)],
];
/** JSON texts in the place of words that no field of words takes. */
const NO_WORDS: readonly (readonly [string, string])[] = [
  ["more words than any field takes", `"${"あ".repeat(20_500)}"`],
  ["a number for words", "1e400"],
  ["a list for words", '["a"]'],
  ["false for words", "false"],
];

/** Bodies that are no JSON object, whatever the route asks for. */
const NO_BODY: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, string])[] = [
  ["nothing at all", "", "application/json"],
  ["half a JSON", '{"operationId":"0193', "application/json"],
  ["a text after the JSON", "{} {}", "application/json"],
  ["single quotes", "{'a':1}", "application/json"],
  ["a comment", "{/**/}", "application/json"],
  ["NaN", '{"amountYen":NaN}', "application/json"],
  ["an overlong dot in UTF-8", Uint8Array.from([0x7b, 0xc0, 0xae, 0x7d]), "application/json"],
  ["UTF-16", Uint8Array.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), "application/json"],
  ["nesting without an end", "[".repeat(60_000), "application/json"],
  ["more than a body may be", `{"a":"${"a".repeat(70_000)}"}`, "application/json"],
  ["plain text", "{}", "text/plain"],
  ["a form", "a=1&__proto__[b]=1", "application/x-www-form-urlencoded"],
  ["a multipart form", "--x\r\n\r\n--x--", "multipart/form-data; boundary=x"],
  ["XML", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "application/xml"],
  ["JSON of another name", "{}", "application/jsonp"],
  ["a number with leading noughts", '{"amountYen":0100}', "application/json"],
  ["a raw line end in a text", '{"a":"\n"}', "application/json"],
  ["a trailing comma", '{"a":1,}', "application/json"],
  ["an empty type", "{}", " "],
  ["an unended text", '"', "application/json"],
];
/** Bodies that are JSON, but no object. */
const NO_OBJECT: readonly (readonly [string, string])[] = [
  ["null as the body", "null"],
  ["a list as the body", "[]"],
  ["a text as the body", '"{}"'],
  ["a number as the body", "1e400"],
  ["deep nesting", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
  ["a prototype as the body", '{"__proto__":{"reason":"x","amountYen":1}}'],
];
/** Parts of a path that name nothing. */
const NO_PART: readonly (readonly [string, string])[] = [
  ["a way up", "..%2f..%2foperator%2faudit"],
  ["a NUL in the path", "%00"],
  ["an overlong dot in the path", "%c0%ae%c0%ae"],
  ["half a percent sign", "%"],
  ["SQL in the path", "'%20or%201=1--"],
  ["a script in the path", "%3Cscript%3Ealert(1)%3C%2Fscript%3E"],
  ["__proto__ in the path", "__proto__"],
  ["constructor in the path", "constructor"],
  ["a right-to-left mark in the path", "%E2%80%AE7k3m9qxw2p4d"],
  ["a lone surrogate in the path", "%ED%A0%80"],
  ["a very long path", "a".repeat(6_000)],
  ["capital letters", "7K3M9QXW2P4D"],
  ["a line end in the path", "7k3m9qxw2p4d%0d%0aset-cookie:a=b"],
  ["minus nought in the path", "-0"],
];
/** Queries of any route. They may be passed over. */
const QUERIES: readonly (readonly [string, string])[] = [
  ["an unknown prototype", "__proto__[a]=1&constructor.prototype.a=1"],
  ["a very long query", `x=${"a".repeat(6_000)}`],
  ["broken percent signs", "x=%&y=%zz&%=1"],
  ["an overlong query", "x=%c0%ae"],
  ["a query of nothing but separators", "&&&===&;"],
  ["the same name many times", Array(200).fill("limit=1").join("&")],
];
/** Values of a query's number. */
const NO_QUERY_NUMBER = ["1e400", "-1", "1.5", "NaN", "9007199254740993", "0x10x", "%00", "١", "-0", "101"];
/** Values of a query's text, cursors among them. */
const QUERY_TEXTS = [
  "'%20or%201=1--",
  "%25_%25",
  "%00",
  "%ED%A0%80",
  "%E2%80%AE",
  "eyJfX3Byb3RvX18iOnt9fQ",
  "bnVsbA==",
  "1e400,abc",
  "9007199254740993.zzzz",
  "-1~-1",
  "[[[[",
  "%7B%22a%22%3A1e400%7D",
  "NaN.NaN",
  "~~~",
];
/** A token that says it needs no signature (RFC 8725, 3.1). */
const UNSIGNED = `${btoa('{"alg":"none"}').replaceAll("=", "")}.${btoa('{"sub":"operator","sid":"a","born":0,"at":0,"until":9e15}').replaceAll("=", "")}.`;

/** Headers that ask for something else. */
const HEADERS: readonly (readonly [string, Record<string, string>])[] = [
  ["another method in a header", { "x-http-method-override": "DELETE" }],
  ["another host in a header", { "x-forwarded-host": "evil.example", "x-forwarded-for": "127.0.0.1" }],
  ["a range without an end", { range: "bytes=0-,0-,0-,0-,0-" }],
  ["a language without an end", { "accept-language": "ja,".repeat(1_000) }],
  ["another type asked for", { accept: "../../../etc/passwd" }],
  ["an etag of nothing", { "if-none-match": "*", "if-match": '"\\"' }],
  [
    "a session that isn't signed",
    { cookie: `__Host-tegata-staff=${UNSIGNED}; __Host-tegata-resident=${UNSIGNED}` },
  ],
  ["a session of broken signs", { cookie: "__Host-tegata-staff=%zz; __Host-tegata-resident=%; =; ;;" }],
  ["a session without an end", { cookie: `__Host-tegata-staff=${"a".repeat(4_000)}` }],
  ["the same session twice", { cookie: `__Host-tegata-staff=a; __Host-tegata-staff=${UNSIGNED}` }],
  ["a key that isn't the operator's", { authorization: `Bearer ${"a".repeat(2_000)}` }],
  ["a type for a body that isn't there", { "content-type": "application/json" }],
  ["a length of nothing", { "transfer-encoding": "identity", te: "trailers" }],
  ["a traced request", { "x-original-url": "/api/operator/audit", "x-rewrite-url": "/api/operator/audit" }],
];

/* ---------- Making requests ---------- */

/** A whole value of a schema, with the names that are known. */
function exampleOf(document: OpenDocument, schema: JsonSchema, name: string, example: Example): unknown {
  const given = example(name);
  if (given !== undefined) return given;
  if (schema.$ref) return exampleOf(document, resolved(document, schema), name, example);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const one = schema.oneOf?.[0] ?? schema.anyOf?.[0] ?? schema.allOf?.[0];
  if (one) return exampleOf(document, one, name, example);
  if (schema.properties || schema.type === "object")
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([key, part]) => [
        key,
        exampleOf(document, part, key, example),
      ]),
    );
  if (schema.type === "array")
    return Array.from({ length: schema.minItems ?? 1 }, () =>
      exampleOf(document, schema.items ?? {}, name, example),
    );
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 1;
  if (schema.type === "boolean") return false;
  if (schema.type === "null") return null;
  if (schema.format === "date") return "2026-12-01";
  return "a".repeat(Math.max(1, schema.minLength ?? 1));
}

function resolved(document: OpenDocument, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
}

interface Leaf {
  readonly keys: readonly string[];
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Every field of a body that holds no other, the first form of a choice only. */
function leavesOf(
  document: OpenDocument,
  schema: JsonSchema,
  keys: readonly string[],
  required: boolean,
): Leaf[] {
  const plain = resolved(document, schema);
  const choice = plain.oneOf ?? plain.allOf;
  if (choice?.[0]) return leavesOf(document, choice[0], keys, required);
  if (plain.properties)
    return Object.entries(plain.properties).flatMap(([key, part]) =>
      leavesOf(document, part, [...keys, key], required && (plain.required ?? []).includes(key)),
    );
  return [{ keys, schema: plain, required }];
}

const MARK = "\u0001here\u0001";

/** The body as text, with a text in the place of one field: JSON alone can't write 1e400. */
function replaced(whole: unknown, keys: readonly string[], text: string): string {
  const copy = structuredClone(whole) as Record<string, unknown>;
  let at = copy;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[keys.at(-1) as string] = MARK;
  return JSON.stringify(copy).replace(JSON.stringify(MARK), () => text);
}

function without(whole: unknown, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(whole as object).filter(([name]) => name !== key));
}

/** Whether words of any kind fit: neither an id, a date, a choice nor a number. */
const isWords = ({ type, pattern, format, enum: choices, const: fixed }: JsonSchema) =>
  type === "string" && !pattern && !format && !choices && fixed === undefined;

/** Whether a JSON text is what the field's pattern asks for: `__proto__` is good base64url. */
function isOfPattern({ pattern }: JsonSchema, text: string): boolean {
  const value: unknown = JSON.parse(text);
  return pattern !== undefined && typeof value === "string" && new RegExp(pattern).test(value);
}

const isChoice = ({ anyOf, type }: JsonSchema) => anyOf !== undefined || type === undefined;

/**
 * Twenty requests for a route, the same for the same seed.
 * @param elsewhere an operation id of no holder here: goes with words that may be taken, so that they move nothing
 */
export function hostileRequests(
  document: OpenDocument,
  route: OpenRoute,
  options: { readonly seed: number; readonly example: Example; readonly elsewhere: string },
): readonly HostileRequest[] {
  const { example, elsewhere, seed } = options;
  const { method, operation } = route;
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const parameters = operation.parameters ?? [];
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  const known = (name: string) => String(example(name) ?? "zzzzzzzzzzzz");
  const goodPath = pathWith(route.path, known);
  const json = { "content-type": "application/json" };
  const all: HostileRequest[] = [];
  const add = (what: string, more: Partial<HostileRequest>) =>
    all.push({ what, path: goodPath, headers: {}, refused: true, ...more });

  if (schema) {
    const whole = exampleOf(document, schema, "", example);
    for (const leaf of leavesOf(document, schema, [], true)) {
      const at = leaf.keys.join(".");
      const put = (what: string, text: string, refused: boolean) =>
        add(`${at}: ${what}`, {
          headers: json,
          refused,
          body: replaced(
            refused || !("operationId" in (whole as object))
              ? whole
              : { ...(whole as object), operationId: elsewhere },
            leaf.keys,
            text,
          ),
        });
      for (const [what, text] of NO_FIELD_TAKES) put(what, text, !isChoice(leaf.schema));
      if (leaf.schema.type === "integer") for (const [what, text] of NO_NUMBER) put(what, text, true);
      else if (isWords(leaf.schema)) {
        for (const [what, text] of NO_WORDS) put(what, text, true);
        for (const [what, text] of WORDS) put(what, text, false);
      } else if (leaf.schema.type === "string")
        for (const [what, text] of NO_ID) put(what, text, !isOfPattern(leaf.schema, text));
    }
    for (const key of schema.required ?? []) {
      const left = JSON.stringify(without(whole, key)).slice(1, -1);
      const more = left === "" ? "" : `,${left}`;
      add(`${key} is missing`, { headers: json, body: `{${left}}` });
      add(`${key} is in the prototype only`, {
        headers: json,
        body: `{"__proto__":{${JSON.stringify(key)}:${JSON.stringify((whole as Record<string, unknown>)[key])}}${more}}`,
      });
      add(`${key} is there twice, the second time as a list`, {
        headers: json,
        body: `${JSON.stringify(whole).slice(0, -1)},${JSON.stringify(key)}:[{}]}`,
      });
    }
    for (const [what, body] of NO_OBJECT)
      add(what, {
        headers: json,
        body,
        refused: (schema.required ?? []).length > 0 || schema.oneOf !== undefined,
      });
  }
  if (method === "POST" || method === "PUT")
    for (const [what, body, type] of NO_BODY) add(what, { headers: { "content-type": type }, body });
  for (const parameter of inPath)
    for (const [what, part] of NO_PART)
      add(`${parameter.name}: ${what}`, {
        path: pathWith(route.path, (name) => (name === parameter.name ? part : known(name))),
        ...(schema ? { headers: json, body: JSON.stringify(exampleOf(document, schema, "", example)) } : {}),
      });
  if (method === "GET" || method === "HEAD") {
    for (const [what, query] of QUERIES) add(what, { path: `${goodPath}?${query}`, refused: false });
    for (const [what, headers] of HEADERS) add(what, { headers, refused: false });
    for (const parameter of inQuery) {
      const values = parameter.schema.type === "integer" ? NO_QUERY_NUMBER : QUERY_TEXTS;
      const others = inQuery
        .filter((other) => other.name !== parameter.name && example(other.name) !== undefined)
        .map((other) => `${other.name}=${example(other.name)}&`)
        .join("");
      for (const value of values)
        add(`${parameter.name}=${value}`, {
          path: `${goodPath}?${others}${parameter.name}=${value}`,
          refused: parameter.schema.type === "integer" && value !== "9007199254740993" && value !== "-0",
        });
    }
  } else if (method === "DELETE") {
    for (const [what, headers] of HEADERS)
      add(what, { headers, path: pathWith(route.path, () => "zzzzzzzzzzzz"), refused: false });
    for (const [what, query] of QUERIES)
      add(what, { path: `${pathWith(route.path, () => "zzzzzzzzzzzz")}?${query}`, refused: false });
    for (const [what, body, type] of NO_BODY)
      add(what, {
        path: pathWith(route.path, () => "zzzzzzzzzzzz"),
        headers: { "content-type": type },
        body,
        refused: false,
      });
  }
  return spread(all, seed);
}

/** A fixed choice of twenty, shuffled by the seed. */
function spread(all: readonly HostileRequest[], seed: number): readonly HostileRequest[] {
  const [chosen = []] = fc.sample(
    fc.shuffledSubarray(all as HostileRequest[], { minLength: all.length, maxLength: all.length }),
    { seed, numRuns: 1 },
  );
  return chosen.slice(0, CASES_PER_ROUTE);
}
