import type { ClientToolCall } from '../protocol/items.ts';
import type { StreamingOp } from '../protocol/ops.ts';
import type { Context } from './context.ts';

/**
 * Runs the page's client tools that wait for an output, one after the other, and gives the op that
 * brings each output back. What a tool throws is its output: the responder shall know.
 */
export async function* toolOutputs(
  context: Context,
  isCut: () => boolean,
): AsyncGenerator<StreamingOp> {
  for (let call = pendingCall(context); call && !isCut(); call = pendingCall(context)) {
    const result = await outputOf(context, call);
    // Said here as well, because not every server sends the completed call.
    context.state.items.put({ ...call, status: 'completed', output: result });
    yield {
      type: 'threads.add_client_tool_output',
      params: { thread_id: call.thread_id, result, call_id: call.call_id },
    };
  }
}

function pendingCall({ state }: Context): ClientToolCall | undefined {
  return state.items
    .snapshot()
    .find(
      (item): item is ClientToolCall =>
        item.type === 'client_tool_call' && item.status === 'pending',
    );
}

async function outputOf({ options }: Context, call: ClientToolCall): Promise<unknown> {
  const { onClientTool } = options.callbacks;
  if (!onClientTool) return { error: `The page has no client tool "${call.name}".` };
  try {
    return (await onClientTool({ name: call.name, params: call.arguments })) ?? null;
  } catch (cause) {
    return { error: cause instanceof Error ? cause.message : String(cause) };
  }
}
