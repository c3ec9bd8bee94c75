import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder with the workflow file `demo`, for `chatkit serve --workflows`; who asks for it
 * removes it. JSON is YAML too.
 */
export async function workflowFolder(responder: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chatkit-workflows-'));
  await writeFile(join(folder, 'demo.yaml'), JSON.stringify({ id: 'demo', responder }));
  return folder;
}
