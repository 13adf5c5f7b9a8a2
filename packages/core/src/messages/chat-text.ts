/** A text that people wrote, for a chat's markdown: it becomes neither a link nor a mention of everybody, and stays in its line. */
export const plainInChat = (text: string): string => text.replaceAll('[', '［').replaceAll(']', '］').replaceAll('<', '＜').replaceAll('>', '＞').replaceAll(/\s+/g, ' ')
