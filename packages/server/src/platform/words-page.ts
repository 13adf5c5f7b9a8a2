import type { FastifyReply, FastifyRequest } from 'fastify'

/** Title and text of a page that says why there is nothing else, in both languages. */
export type PageWords = Readonly<Record<'zh' | 'en', readonly [title: string, text: string]>>

/** A page of fixed words for whoever is nobody's user: nothing of the request is in it. */
export function answerWords(request: FastifyRequest, reply: FastifyReply, status: number, words: PageWords): FastifyReply {
  const language = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
  const [title, text] = words[language]
  return reply.status(status).type('text/html; charset=utf-8').send(
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>`
    + '<style>body{font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;display:grid;place-content:center;min-height:90vh;margin:0 24px;text-align:center;color-scheme:light dark}h1{font-size:20px;margin:0}p{opacity:.7;margin:8px 0}</style>'
    + `<h1>${title}</h1><p>${text}</p></html>`,
  )
}
