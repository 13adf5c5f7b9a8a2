/** A plain mail with the given headers. */
export const mailOf = (headers: Record<string, string>, body: string): string =>
  `${Object.entries({ 'MIME-Version': '1.0', 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': '8bit', ...headers }).map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${body}\n`

export const base64Word = (text: string | Buffer, charset = 'UTF-8'): string => `=?${charset}?B?${Buffer.from(text as string).toString('base64')}?=`

/** A report as Postfix writes it. */
export const reportOf = ({ to, status, action = 'failed', about, diagnostic = 'smtp; 550 5.1.1 no such mailbox' }: { to: string; status: string; action?: string; about: string | null; diagnostic?: string }): string => `From: MAILER-DAEMON@mx.customer.example (Mail Delivery System)
To: ${to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="rep"
Message-Id: <${Math.abs(hash(`${to}${status}${action}${about ?? ''}`))}@mx.customer.example>

--rep
Content-Type: text/plain; charset=us-ascii

This is the mail system. Your message could not be delivered.

--rep
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example
Arrival-Date: Mon, 2 Mar 2026 10:00:00 +0800

Final-Recipient: rfc822; somebody-else@victim.example
Original-Recipient: rfc822;somebody-else@victim.example
Action: ${action}
Status: ${status}
Remote-MTA: dns; mail.customer.example
Diagnostic-Code: ${diagnostic}
 (in reply to RCPT TO command)

${about === null ? '' : `--rep
Content-Type: text/rfc822-headers

From: hello@sender.example
Message-ID: ${about}
Subject: hello

`}--rep--
`

const hash = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)
