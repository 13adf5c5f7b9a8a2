/** What is put into a site's pages. The first line lets the page call `sluice(…)` before the script has come. */
export const snippetCode = (scriptUrl: string): string =>
  `<script>window.sluice=window.sluice||function(){(sluice.q=sluice.q||[]).push(arguments)}</script>\n<script async src="${scriptUrl}"></script>`
