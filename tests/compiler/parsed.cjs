// Tells how Node and TypeScript read generated code: JSON on stdin, JSON on stdout.
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

async function main() {
  let input = "";
  for await (const part of process.stdin) input += part;
  const { script, files } = JSON.parse(input);
  const module = await import(`data:text/javascript,${encodeURIComponent(script)}`);
  const answer = { exports: { ...module }, files: {} };
  for (const [name, text] of Object.entries(files)) answer.files[name] = parsed(name, text);
  console.log(JSON.stringify(answer));
}

main();
