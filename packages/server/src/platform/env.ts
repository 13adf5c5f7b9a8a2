import { z } from 'zod'

function isApiBase(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && username + password + search + hash === ''
}

/** Everything the environment may say, parsed once at the start. */
const schema = z.object({
  SLUICE_PORT: z.coerce.number().int().min(0).max(65535).default(8420),
  SLUICE_HOST: z.string().default('127.0.0.1'),
  /** The address people use; https here makes cookies Secure. */
  SLUICE_URL: z.url().optional(),
  SLUICE_DEMO: z.enum(['0', '1']).optional(),
  SLUICE_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  /** Behind a reverse proxy: take the caller's address from X-Forwarded-For. */
  SLUICE_TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** The largest file that may be uploaded for an import, in MiB. */
  SLUICE_IMPORT_MB: z.coerce.number().int().min(1).max(10_240).default(1024),
  /** Memory for the funnel's columns, in MiB; about 230 bytes a deal of the pipelines that are looked at. */
  SLUICE_REPLICA_MB: z.coerce.number().int().min(1).max(1_048_576).default(256),
  /** Seals passwords of mail servers and signs links; without it, a file in the data folder does. Several processes need the same. */
  SLUICE_SECRET_KEY: z.string().min(16).optional(),
  /** Where WeCom's interface is; another than its own in private deployments. The operator's alone: organisations must not make us call whom they like. */
  SLUICE_WECOM_API: z.url().refine(isApiBase, 'must be https (or http on this machine) and hold neither password nor query').default('https://qyapi.weixin.qq.com'),
  /** The same for apps of DingTalk and Feishu that write to people; Lark answers at https://open.larksuite.com. */
  SLUICE_DINGTALK_API: z.url().refine(isApiBase, 'must be https (or http on this machine) and hold neither password nor query').default('https://oapi.dingtalk.com'),
  SLUICE_FEISHU_API: z.url().refine(isApiBase, 'must be https (or http on this machine) and hold neither password nor query').default('https://open.feishu.cn'),
  /** Where robots, webhooks and browsers' push services that administrators enter may lead: the public net, also this machine (http too), or also private networks. */
  SLUICE_TARGETS: z.enum(['public', 'loopback', 'private']).default('public'),
})
export type Env = z.infer<typeof schema>

/** Throws with every wrong variable named. */
export function readEnv(env: NodeJS.ProcessEnv): Env {
  const result = schema.safeParse(env)
  if (result.success) return result.data
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`environment: ${wrong.join('; ')}`)
}
