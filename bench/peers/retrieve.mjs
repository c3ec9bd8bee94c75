// threads.retrieve through the official npm package, one connection.
import OpenAI from 'openai';

const [id, calls] = [process.argv[2], Number(process.argv[3])];
const client = new OpenAI();
for (let i = 0; i < calls / 10; i++) await client.beta.chatkit.threads.retrieve(id);
const cpu = process.cpuUsage();
const start = process.hrtime.bigint();
for (let i = 0; i < calls; i++) {
  const thread = await client.beta.chatkit.threads.retrieve(id);
  if (thread.id !== id) throw new Error('another thread');
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const used = process.cpuUsage(cpu);
console.log(JSON.stringify({ calls, seconds, cpu_seconds: (used.user + used.system) / 1e6 }));
