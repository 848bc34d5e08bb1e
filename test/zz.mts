import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readOutages } from '../src/parsers/outages/read.ts';
import { formatInstant } from '../src/engine/values/instant.ts';
const S='/work/shared/samples/outages/';
const run=(f:string, show=3)=>{ let b=readFileSync(S+f); if(f.endsWith('.gz')) b=gunzipSync(b); const t=Date.now(); const r=readOutages({label:f.split('/').pop()!,text:b.toString()}); console.log('==',f,r.format,JSON.stringify(r.rows),r.value.outages.length,'ms',Date.now()-t); for(const o of r.value.outages.slice(0,show)) console.log('  ',o.id,'|',o.kind,formatInstant(o.begin),o.end&&formatInstant(o.end),o.acknowledgedAt&&formatInstant(o.acknowledgedAt),JSON.stringify(o.scope),o.services.slice(0,3).join(','),o.title.slice(0,60),JSON.stringify(o.origin)); for(const i of r.issues.slice(0,8)) console.log('   !',i.severity,i.code,JSON.stringify(i.origin),i.message.slice(0,170),'|',i.excerpt?.slice(0,60)) };
run('gcp-incidents-json/gcp_outages.json'); run('gcp-incidents-json/gcp_outages.2020-11-06.json.gz');
for (const d of ['aws-health','aws-cli-examples']) for (const f of readdirSync(S+d)) if(f.endsWith('.json')) run(d+'/'+f,4);
// big
const lines=gunzipSync(readFileSync(S+'gcp-incidents-json/derived_incidents_union_2020-06_2026-08.jsonl.gz')).toString().trim().split('\n').map(l=>JSON.parse(l).incident);
let big=JSON.stringify(lines,null,1); console.log('MB',big.length/1e6, lines.length); let t=Date.now(); const r=readOutages({label:'big',text:big}); console.log(Date.now()-t,r.rows,r.value.outages.length, r.value.outages[5000]?.origin); for (const i of r.issues) console.log(i.severity,i.code,i.message.slice(0,150));
const big2=JSON.stringify([...lines,...lines.map(c=>({...c,id:'x'+c.id,number:'9'+c.number}))],null,1); t=Date.now(); readOutages({label:'big',text:big2}); console.log('MB',big2.length/1e6,Date.now()-t);
