"""Programs in TypeScript that call every operation; the compiler checks what they send and read."""

import json
from collections.abc import Iterable

from tests.clients.document import Operation

_AXIOS = """\
import {{ Configuration, {apis} }} from "./axios";
const [basePath, accessToken] = process.argv.slice(2);
const configuration = new Configuration({{ basePath, accessToken }});
async function main(): Promise<void> {{
{calls}
}}
main().catch((error) => {{ console.error(error); process.exit(1); }});
"""
_FETCH = """\
import createClient from "openapi-fetch";
import type {{ paths }} from "./schema";
const [baseUrl, token] = process.argv.slice(2);
const client = createClient<paths>({{ baseUrl, headers: {{ token }} }});
async function main(): Promise<void> {{
{calls}
  const file = await client.POST("/api/textile/explain", {{
    params: {{ query: {{ format: "xlsx" }} }}, body: {tshirt}, parseAs: "arrayBuffer",
  }});
  const sent = file.response.headers.get("content-disposition");
  if (!sent?.includes(".xlsx")) throw new Error("xlsx");
  const refused = await client.POST("/api/textile/simulator", {{
    body: {{ ...{tshirt}, mass: -1 }},
  }});
  if (refused.error === undefined || !("documentation" in refused.error)) throw new Error("400");
  if (!refused.error.error.mass) throw new Error("mass");
}}
main().catch((error) => {{ console.error(error); process.exit(1); }});
"""


def axios_calls(operations: Iterable[Operation]) -> str:
    """Calls with the classes that openapi-generator generates for axios."""
    called = list(operations)
    lines = []
    for one in called:
        given = ['"ecs"'] if one.is_about_an_impact else []
        if one.body is not None:
            given.append(json.dumps(one.body))
        api = f"new {_class_of(one)}(configuration)"
        lines.append(f"  {{ const {{ data }} = await {api}.{one.name}({', '.join(given)});")
        lines.append(f"    {_read('data', one)} }}")
    apis = ", ".join(sorted({_class_of(one) for one in called}))
    return _AXIOS.format(apis=apis, calls="\n".join(lines))


def fetch_calls(operations: Iterable[Operation]) -> str:
    """Calls with the types that openapi-typescript generates."""
    lines = []
    tshirt = ""
    for one in operations:
        options = []
        if one.is_about_an_impact:
            options.append('params: { path: { impact: "ecs" } }')
        if one.body is not None:
            options.append(f"body: {json.dumps(one.body)}")
        if one.name == "textileSimulator":
            tshirt = json.dumps(one.body)
        address, given = json.dumps(one.path), ", ".join(options)
        call = f"client.{one.verb.upper()}({address}, {{ {given} }})"
        lines.append(f"  {{ const {{ data, error }} = await {call};")
        lines.append("    if (data === undefined) throw new Error(JSON.stringify(error));")
        lines.append(f"    {_read('data', one)} }}")
    return _FETCH.format(calls="\n".join(lines), tshirt=tshirt)


def _class_of(operation: Operation) -> str:
    return f"{operation.tag.capitalize()}Api"


def _read(data: str, operation: Operation) -> str:
    """Read the answer by the names that its type has, and print the operation's own."""
    wrong = f'throw new Error("{operation.name}")'
    if operation.body is None:
        test = f"!Array.isArray({data}) || {data}.some((item) => item.name.length === 0)"
    elif operation.is_batch:
        # JSON lines and files are not arrays.
        test = f'typeof {data} === "string" || {data}.some((item) => item.status !== 200)'
    elif operation.name.endswith("Explain"):
        # A spreadsheet is not a JSON object.
        test = f'typeof {data} === "string" || {data}.meta.impactsLevel !== "{operation.level}"'
    else:
        test = f'{data}.meta.impactsLevel !== "{operation.level}"'
    return f'if ({test}) {wrong}; console.log("{operation.name}");'
