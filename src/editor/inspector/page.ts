/** The page of the inspector's webview: an empty body, one script, one style sheet, and a policy that allows nothing else. */

export interface PageParts {
  /** Addresses of the script and the style sheet, as the webview reaches them. */
  readonly script: string;
  readonly style: string;
  /** The webview's own source for policies. */
  readonly cspSource: string;
  /** What the panel remembered of itself, as it gave it. */
  readonly ui: string;
  /** A text that nobody can guess, new for each page: letters, digits and dashes. */
  readonly nonce: string;
}

export function inspectorPage({ script, style, cspSource, nonce, ui }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeAttribute(style)}">
<title>LossLens</title>
</head>
<body data-ui="${escapeAttribute(ui)}">
<script nonce="${nonce}" src="${escapeAttribute(script)}"></script>
</body>
</html>
`;
}

const escapeAttribute = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
