/** A piece of a public text: a heading, or a paragraph with the line breaks its writer gave it. */
export interface PageBlock {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

/** Takes a text apart: empty lines part paragraphs, a line that begins with `# ` is a heading. Nothing else is markup. */
export function pageBlocks(text: string): readonly PageBlock[] {
  const blocks: PageBlock[] = [];
  let lines: string[] = [];
  const end = () => {
    if (lines.length > 0) blocks.push({ kind: "paragraph", text: lines.join("\n") });
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const heading = /^#\s+(.+)$/.exec(line.trim())?.[1];
    if (line.trim() === "" || heading !== undefined) end();
    if (heading !== undefined) blocks.push({ kind: "heading", text: heading });
    else if (line.trim() !== "") lines.push(line.trimEnd());
  }
  end();
  return blocks;
}
