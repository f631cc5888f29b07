import ts from "typescript";

/** A line that could open a way out of the building without the outbound client. */
export type WayOut = { line: number; what: string };

/** Modules that open sockets or look names up, with what is harmless to take from them: to listen, to tell addresses apart. */
const LISTENING = ["createServer", "createSecureServer", "Server", "STATUS_CODES"];
const MODULES: Record<string, readonly string[]> = {
  http: [...LISTENING, "IncomingMessage", "ServerResponse"],
  https: LISTENING,
  http2: [...LISTENING, "constants"],
  net: [...LISTENING, "isIP", "isIPv4", "isIPv6", "BlockList", "SocketAddress"],
  tls: [...LISTENING, "createSecureContext", "rootCertificates", "checkServerIdentity"],
  dgram: [],
  dns: [],
  "dns/promises": [],
  undici: [],
  ws: ["WebSocketServer"],
  axios: [],
  got: [],
  "node-fetch": [],
  nodemailer: [],
};
const GLOBALS = new Set(["fetch", "WebSocket", "EventSource", "XMLHttpRequest", "WebTransport", "RTCPeerConnection"]);
const PROGRAMS = /^(?:\/usr)?(?:\/bin\/)?(curl|wget|nc|ncat|socat|ssh|scp|rsync|ftp|telnet)$/;

/**
 * Finds the ways out in a source.
 * @param side `browser` code may speak to its own origin: there only calls with an absolute address are told
 */
export function waysOut(text: string, side: "server" | "browser", name = "source.tsx"): WayOut[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: WayOut[] = [];
  const tell = (node: ts.Node, what: string) => {
    found.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, what });
  };
  const visit = (node: ts.Node): void => {
    if (side === "browser") absoluteAddress(node, tell);
    else {
      if (ts.isImportDeclaration(node)) staticImport(node, tell);
      if (ts.isExportDeclaration(node) && node.moduleSpecifier) opensSockets(node.moduleSpecifier, tell);
      if (ts.isCallExpression(node)) dynamicImport(node, tell);
      if (ts.isIdentifier(node)) globalName(node, tell);
      if (ts.isStringLiteral(node) && ts.isCallExpression(node.parent) && PROGRAMS.test(node.text))
        tell(node, node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

type Tell = (node: ts.Node, what: string) => void;

const moduleOf = (specifier: ts.Node): string | null => {
  const name = ts.isStringLiteral(specifier) ? specifier.text.replace(/^node:/, "") : "";
  return Object.hasOwn(MODULES, name) ? name : null;
};

function staticImport(node: ts.ImportDeclaration, tell: Tell): void {
  const module = moduleOf(node.moduleSpecifier);
  const clause = node.importClause;
  if (!module || !clause || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
  if (clause.name) tell(node, `${module} as a whole`);
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) tell(node, `${module} as a whole`);
  if (!bindings || !ts.isNamedImports(bindings)) return;
  for (const element of bindings.elements) {
    const taken = (element.propertyName ?? element.name).text;
    if (!element.isTypeOnly && !MODULES[module]!.includes(taken)) tell(element, `${module}.${taken}`);
  }
}

function opensSockets(specifier: ts.Node, tell: Tell): void {
  const module = moduleOf(specifier);
  if (module) tell(specifier, `${module} passed on`);
}

function dynamicImport(node: ts.CallExpression, tell: Tell): void {
  const argument = node.arguments[0];
  const callee = node.expression;
  const loads =
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    /^(require|getBuiltinModule)$/.test(ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText());
  const module = loads && argument && moduleOf(argument);
  if (module) tell(node, `${module} at run time`);
}

function globalName(node: ts.Identifier, tell: Tell): void {
  if (!GLOBALS.has(node.text)) return;
  const { parent } = node;
  const onGlobal =
    ts.isPropertyAccessExpression(parent) &&
    parent.name === node &&
    /^(globalThis|global)$/.test(parent.expression.getText());
  const called = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  const passedOn = ts.isVariableDeclaration(parent) || (ts.isCallExpression(parent) && parent.arguments.includes(node));
  if (onGlobal || called || (passedOn && !ts.isBindingName(parent))) tell(node, node.text);
}

const ABSOLUTE = /^(https?:|wss?:)?\/\//;

function absoluteAddress(node: ts.Node, tell: Tell): void {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
  const callee = node.expression.getText().split(".").at(-1) ?? "";
  const first = node.arguments?.[0];
  if (!first || (!GLOBALS.has(callee) && !/^(sendBeacon|importScripts|open)$/.test(callee))) return;
  const text = ts.isStringLiteralLike(first) ? first.text : ts.isTemplateExpression(first) ? first.head.text : "";
  if (ABSOLUTE.test(text)) tell(node, `${callee} ${text}`);
}
