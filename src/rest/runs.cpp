#include "rest/runs.hpp"

#include "rest/list_query.hpp"
#include "rest/page_reply.hpp"
#include "rest/run_resources.hpp"

namespace chatkit::rest {

awaitable<Reply> list_runs(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  auto query = read_list_query(request.query, ListFilter::thread, context->limits);
  if (query.has_error()) co_return error_reply(query.error());

  store::RunQuery wanted;
  wanted.page = std::move(query->page);
  wanted.thread = std::move(query->thread);
  const auto rows = co_await context->store->list_runs(caller->project, std::move(wanted));
  if (rows.has_error()) co_return error_reply(rows.error());
  co_return page_reply(*rows, run_resource);
}

awaitable<Reply> retrieve_run(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  store::Scope scope;
  scope.project = caller->project;
  const RunId id(request.path_parameters.at(0));
  const auto run = co_await context->store->get_run(std::move(scope), id);
  if (run.has_error()) co_return error_reply(run.error());
  // Who asked for a session without tracing is not shown its runs one by one either.
  if (!run->traced) co_return error_reply(not_found("run", id.str()));
  Reply reply;
  write_rest(reply.body, run_resource(*run));
  co_return reply;
}

awaitable<Reply> list_feedback(Context context, Request& request) {
  const auto caller = co_await admit(context, request);
  if (caller.has_error()) co_return error_reply(caller.error());
  auto query = read_list_query(request.query, ListFilter::thread, context->limits);
  if (query.has_error()) co_return error_reply(query.error());

  store::FeedbackQuery wanted;
  wanted.page = std::move(query->page);
  wanted.thread = std::move(query->thread);
  const auto rows = co_await context->store->list_feedback(caller->project, std::move(wanted));
  if (rows.has_error()) co_return error_reply(rows.error());
  co_return page_reply(*rows, feedback_resource);
}

}  // namespace chatkit::rest
