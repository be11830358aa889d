// The same work by nodemailer and Handlebars: a personal issue of 20 of 24 stories as HTML and text, list headers, a pool of connections. No ledger.
// node nodemailer.mjs PORT MAILS CONNECTIONS [DKIM-KEY-FILE]; prints {"seconds","cpu","octets"} of the sending, after a warm-up.
import fs from 'node:fs';
import { createHmac } from 'node:crypto';
import nodemailer from 'nodemailer';
import Handlebars from 'handlebars';

const [port, mails, connections] = process.argv.slice(2, 5).map(Number);
const key = process.argv[5];
const sans = "-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
Handlebars.registerPartial('story', `<tr><td class="pad" style="padding:18px 28px 0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="dim hair" style="vertical-align:top;border-top:1px solid #dcd7cd;padding:18px 0 0;font-family:${sans};font-size:14px;line-height:1.45;color:#565a61">
<h3 dir="auto" lang="en" class="ink" style="margin:0;font-family:Georgia,serif;font-size:20px;line-height:1.25;color:#16181c"><a href="{{url}}">{{title}}</a></h3>
<p style="margin:7px 0 0"><strong dir="auto" class="ink">{{source}}</strong> · <span dir="auto">{{section}}</span> · <span dir="auto">{{byline}}</span> · {{time}}</p>
<p dir="auto" lang="en" class="ink" style="margin:8px 0 0;font-family:Georgia,serif;font-size:16px;line-height:1.5;color:#2c2f35">{{teaser}}</p>
<p style="margin:8px 0 0">Also in {{#each also}}{{#unless @first}}, {{/unless}}<a href="{{url}}">{{source}}</a>{{/each}} · <a href="{{page}}">Full coverage: {{titles}} titles</a></p>
<p style="margin:6px 0 0">{{why}} · {{titles}} titles in {{hours}} hours</p>
</td>
<td class="side hair" width="136" align="right" style="width:136px;vertical-align:top;border-top:1px solid #dcd7cd;padding:22px 0 0"><img src="{{picture}}" alt="{{alt}}" width="120" class="thumb" style="width:120px;height:auto;border:0"></td>
</tr></table>
</td></tr>
`);
const html = Handlebars.compile(`<!DOCTYPE html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>{{subject}}</title>
<style>${fs.readFileSync(new URL('style.css', import.meta.url), 'utf8')}</style></head>
<body class="bg" style="margin:0;padding:0;width:100%;background-color:#efece6"><div style="display:none;max-height:0;overflow:hidden">{{preheader}}</div>
<table role="presentation" class="bg" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center"><table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background-color:#ffffff">
<tr><td class="pad" align="center" style="padding:26px 28px 0"><h1 class="ink"><a href="{{front}}">{{site}}</a></h1><p>{{day}} · {{summary}}</p></td></tr>
{{#each sections}}<tr><td class="pad" style="padding:34px 28px 0"><h2 class="acc rule" style="margin:0;padding:10px 0 0;border-top:2px solid #16181c;font-size:14px">{{name}}</h2></td></tr>
{{#each stories}}{{> story}}{{/each}}{{/each}}
<tr><td class="pad foot" style="padding:24px 28px 34px"><p class="dim">{{reason}}</p><p class="dim"><a href="{{preferences}}">Change your topics or hour</a> · <a href="{{preferences}}#pause">Pause</a> · <a href="{{unsubscribe}}">Unsubscribe</a></p><p class="dim">{{site}} · {{postal}}</p></td></tr>
</table></td></tr></table></body></html>
`);
const text = Handlebars.compile(`{{site}}
{{day}} · {{summary}}
{{#each sections}}

{{name}}
========
{{#each stories}}

{{title}}
{{source}} · {{section}} · {{byline}} · {{time}}

{{teaser}}

{{url}}
Also in
{{#each also}}- {{source}}: {{url}}
{{/each}}- Full coverage: {{titles}} titles: {{page}}
({{why}} · {{titles}} titles in {{hours}} hours)
{{/each}}{{/each}}
------------------------------------------------------------------------
{{reason}}

Change your topics or hour: {{preferences}}
Unsubscribe: {{unsubscribe}}

{{site}} · {{postal}}
`, { noEscape: true });

const stories = Array.from({ length: 24 }, (_, n) => n + 1).map(i => ({
  id: 1000 + i, title: `Ministers meet for the ${i}th time to agree on what the harbour town needs after the storm`,
  teaser: `The talks in hall ${i} went on until the morning. A plan for walls, pumps and a wider road was put forward; who is to pay for it was left for the spring, when the town votes.`,
  url: `https://news${i % 9}.example/2026/11/24/world/ministers-meet-for-the-${i}th-time-on-the-harbour-town`, source: `The Example Times ${i % 9}`, section: 'World', byline: 'A. Reporter', time: '04:00',
  picture: `https://news${i % 9}.example/pictures/${i}/harbour-1200.jpg`, alt: 'The harbour wall', titles: 4, hours: 6, why: 'From your topics', page: `https://digest.example/story/${1000 + i}`,
  also: [0, 1, 2].map(k => ({ source: `The Other Post ${k}`, url: `https://other${k}.example/2026/11/24/harbour-${i}` })),
}));
const token = (purpose, n) => createHmac('sha256', 'k'.repeat(32)).update(`${purpose}:${n}`).digest('base64url');

function mail(n) {
  const chosen = stories.filter((_, i) => (i + n) % 6 !== 0).slice(0, 20);
  const unsubscribe = `https://digest.example/u/${token('u', n)}`;
  const model = {
    site: 'Digest', front: 'https://digest.example/', day: 'Tuesday, November 24', summary: '20 stories', subject: chosen[0].title, preheader: `Also today: ${chosen[1].title}`, postal: 'Digest, 1 Example Street, Exampletown',
    reason: 'You get this because you subscribed to Digest: every day at 06:00.', preferences: `https://digest.example/preferences/${token('p', n)}`, unsubscribe,
    sections: [0, 1, 2, 3, 4].map(s => ({ name: `Section ${s}`, stories: chosen.slice(s * 4, s * 4 + 4) })),
  };
  return {
    from: { name: 'Digest', address: 'news@digest.example' }, to: `u${n}@example.org`, subject: model.subject, messageId: `<${n}a1b2c3d4e5f6a7b8@digest.example>`,
    envelope: { from: `bounce+${n}@digest.example`, to: `u${n}@example.org` }, html: html(model), text: text(model),
    headers: { 'List-Id': 'Digest <digest.digest.example>', 'List-Unsubscribe': `<${unsubscribe}>, <mailto:unsubscribe@digest.example?subject=${token('u', n)}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', Precedence: 'bulk' },
    textEncoding: 'quoted-printable',
  };
}

const dkim = key ? { domainName: 'digest.example', keySelector: 's1', privateKey: fs.readFileSync(key, 'utf8') } : undefined;
const built = await nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail(mail(1));
const transport = nodemailer.createTransport({ pool: true, host: '127.0.0.1', port, secure: false, ignoreTLS: true, maxConnections: connections, maxMessages: Infinity, dkim });

// So many at once as keep every connection busy: rendering goes on while others wait for the relay.
async function send(from, count) {
  let next = from;
  const worker = async () => { while (next < from + count) await transport.sendMail(mail(next++)); };
  await Promise.all(Array.from({ length: connections * 2 }, worker));
}

await send(0, 300);
const [cpu, clock] = [process.cpuUsage(), process.hrtime.bigint()];
await send(300, mails);
const used = process.cpuUsage(cpu);
console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - clock) / 1e9, cpu: (used.user + used.system) / 1e6, octets: built.message.length }));
transport.close();
