import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../../platform/api.ts'
import { fairScript } from './fair-script.ts'
import { fairWorker } from './fair-worker.ts'

/**
 * `GET /fair/`: leads taken down at a stand, on a phone, with or without a network. A page of its own, small enough to be kept by the
 * browser; the app itself needs the network. Nothing of the organisation is in it: who is signed in is asked by its script.
 */
export function fairPage(api: Api): void {
  const source = (run: () => void) => `(${run.toString()})()\n`
  const [script, worker] = [source(fairScript), source(fairWorker)]
  const asScript = (reply: FastifyReply, text: string) => reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(text)
  api.fastify.get('/fair', (_request: FastifyRequest, reply) => reply.redirect('/fair/', 302))
  api.fastify.get('/fair/', (_request, reply) => reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').header('x-robots-tag', 'noindex').send(html))
  api.fastify.get('/fair/app.js', (_request, reply) => asScript(reply, script))
  api.fastify.get('/fair/sw.js', (_request, reply) => asScript(reply.header('service-worker-allowed', '/fair/'), worker))
}

const field = (name: string, label: string, inEnglish: string, attributes: string) => `<label><span data-en="${inEnglish}">${label}</span><input name="${name}" ${attributes}></label>`

const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><meta name="color-scheme" content="light dark">
<title>展会录入 · 漏斗引擎</title><link rel="icon" type="image/svg+xml" href="/sluice.svg">
<style>
:root{--line:#d9dde3;--quiet:#5d6673;--brand:#2b5fd9;--bad:#c22f3a;--good:#1a7f4b;--field:#fff}
@media(prefers-color-scheme:dark){:root{--line:#343a44;--quiet:#9aa4b2;--brand:#7da2ff;--bad:#ff8a91;--good:#58c58a;--field:#1b1f26}}
*{box-sizing:border-box}body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:560px;margin:0 auto;padding:12px 16px calc(24px + env(safe-area-inset-bottom))}
h1{font-size:20px;margin:0}h2{font-size:15px;margin:24px 0 8px}header{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 12px;margin-bottom:12px}header span,.quiet{color:var(--quiet);font-size:14px}
label{display:block;margin-bottom:10px}label span{display:block;font-size:14px;color:var(--quiet);margin-bottom:2px}
input,select,textarea{font:inherit;width:100%;min-height:44px;padding:8px 10px;border:1px solid var(--line);border-radius:8px;background:var(--field);color:inherit}
button{font:inherit;min-height:48px;border-radius:8px;border:1px solid var(--line);background:none;color:inherit;padding:0 16px}button.main{width:100%;background:#2b5fd9;border-color:#2b5fd9;color:#fff;font-weight:600}
.on{color:var(--good)!important}.off{color:var(--bad)!important}#signin{padding:10px 12px;border:1px solid var(--bad);border-radius:8px;margin-bottom:12px}#signin a{color:var(--brand)}
.row{display:flex;align-items:center;justify-content:space-between;gap:12px}ul{list-style:none;margin:8px 0 0;padding:0}li{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:8px;padding:10px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}li em{color:var(--bad);font-style:normal;font-size:14px}
</style>
<header><h1 data-en="Fair entry">展会录入</h1><span id="net" role="status"></span><span id="who"></span></header>
<p id="signin" hidden><span data-en="You are signed out; entries wait on this device.">登录已失效，录入的内容先存在本机。</span> <a href="/sign-in?back=%2Ffair%2F" data-en="Sign in">去登录</a></p>
<form id="f" autocomplete="off">
<label><span data-en="Campaign code">活动码</span><select name="code"></select></label>
${field('name', '姓名', 'Name', 'required maxlength="100" enterkeyhint="next"')}
${field('company', '公司', 'Company', 'maxlength="200" enterkeyhint="next"')}
${field('phone', '电话', 'Phone', 'maxlength="40" inputmode="tel" enterkeyhint="next"')}
${field('title', '职务', 'Title', 'maxlength="80"')}
${field('email', '邮箱', 'E-mail', 'type="email" maxlength="254"')}
${field('wechat', '微信', 'WeChat', 'maxlength="60"')}
<label><span data-en="Note">备注</span><textarea name="note" rows="2" maxlength="2000"></textarea></label>
<button class="main" data-en="Note it">记下</button>
<p id="done" class="quiet" role="status"></p>
</form>
<section aria-labelledby="w"><div class="row"><h2 id="w"><span data-en="Waiting">待同步</span> <b id="waiting">0</b> · <span data-en="sent">已同步</span> <b id="sent">0</b></h2><button type="button" id="now" data-en="Send now">立即同步</button></div><ul id="list"></ul></section>
<noscript>需要启用 JavaScript。</noscript>
<script src="/fair/app.js" defer></script></html>`
