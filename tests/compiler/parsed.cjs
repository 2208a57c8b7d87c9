// Tells how Node and TypeScript read generated code: JSON on stdin, JSON on stdout.
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const ts = require("../../node_modules/typescript-5/lib/typescript.js");

function parsed(name, text) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
  const nodes = [];
  ts.forEachChild(source, function visit(node) {
    nodes.push(node);
    ts.forEachChild(node, visit);
  });
  return {
    errors: source.parseDiagnostics.map((each) => each.messageText),
    statements: source.statements.map((each) => ts.SyntaxKind[each.kind]),
    // What a comment can switch on; `@jsx` and its like mean nothing where there is no JSX.
    directives: [
      ...(source.commentDirectives ?? []),
      ...source.referencedFiles,
      ...source.typeReferenceDirectives,
      ...source.libReferenceDirectives,
      ...(source.checkJsDirective ? [source.checkJsDirective] : []),
      ...[...source.pragmas.keys()].filter((each) => !each.startsWith("jsx")),
    ],
    tags: nodes.flatMap((node) => ts.getJSDocTags(node).map((tag) => tag.tagName.text)),
    members: nodes.filter(ts.isPropertySignature).map((each) => each.name.text),
    literals: nodes.filter(ts.isLiteralTypeNode).map((each) => each.literal.text),
  };
}

// Notes each name that code looks for in vain, as any code of a stranger's would.
function trap() {
  const missed = new Set();
  const proto = Object.getPrototypeOf(globalThis);
  const handler = {
    has(target, key) {
      if (!Reflect.has(target, key)) missed.add(String(key));
      return Reflect.has(target, key);
    },
  };
  Object.setPrototypeOf(globalThis, new Proxy(proto, handler));
  return () => {
    Object.setPrototypeOf(globalThis, proto);
    return [...missed];
  };
}

function builtins() {
  const shared = [globalThis, Object.prototype, Array.prototype, Function.prototype];
  return shared.flatMap((each) => Reflect.ownKeys(each).map(String)).sort();
}

// What a client's modules export, and what importing them has changed or looked for.
async function imported(folder, paths) {
  const before = builtins();
  const released = trap();
  const exports = {};
  for (const each of paths) {
    exports[each] = Object.keys(await import(pathToFileURL(path.join(folder, each))));
  }
  return { exports, missed: released(), changed: builtins().join() !== before.join() };
}

async function main() {
  let input = "";
  for await (const part of process.stdin) input += part;
  const { script, files, folder, paths } = JSON.parse(input);
  const module = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  const answer = { exports: { ...module }, files: {} };
  for (const [name, text] of Object.entries(files)) answer.files[name] = parsed(name, text);
  if (folder) answer.imported = await imported(folder, paths);
  console.log(JSON.stringify(answer));
}

main();
