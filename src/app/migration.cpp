#include "app/migration.hpp"

#include <utility>

#include "app/json_fields.hpp"
#include "app/rest_records.hpp"
#include "chatkit/errors.hpp"
#include "json/writer.hpp"

namespace chatkit::app {
namespace {

constexpr std::int64_t kPageObjects = 100;

}  // namespace

Migration::Migration(const Client& client, const AdminClient& admin, std::string workflow_id,
                     MigrationListener listener)
    : client_(client),
      admin_(admin),
      workflow_id_(std::move(workflow_id)),
      listener_(std::move(listener)),
      sender_(admin),
      note_("migrate " + std::string(client.base_url())) {}

void Migration::restart() {
  place_ = Place();
  save();
}

const MigrationTotals& Migration::run() {
  load();
  retry_failed();
  auto page = first_page();
  while (true) {
    for (const auto& thread : page.data) try_thread(thread);
    if (!page.data.empty()) place_.after = page.data.back().id;
    if (!page.has_next_page()) break;
    save();
    page = page.next_page();
  }
  place_.after.clear();
  save();
  totals_.threads_failed = static_cast<std::int64_t>(place_.failed.size());
  return totals_;
}

void Migration::load() {
  const auto note = admin_.note(note_);
  const auto fields = JsonFields::read(note.value_or("{}"));
  if (!fields) return;
  place_.after = fields->text("after").value_or("");
  for (auto& id : json_texts(fields->raw("failed").value_or("[]"))) {
    place_.failed.insert(std::move(id));
  }
}

/// What is sent goes first: the note never says more than is there.
void Migration::save() {
  sender_.flush();
  totals_.items_new = sender_.totals().items_new;
  std::string note;
  json::ObjectWriter object(note);
  object.string("after", place_.after);
  object.key("failed");
  json::ArrayWriter array(note);
  for (const auto& id : place_.failed) {
    array.next();
    json::append_string(note, id);
  }
  array.close();
  object.close();
  admin_.set_note(note_, note);
}

void Migration::retry_failed() {
  const auto failed = place_.failed;
  for (const auto& id : failed) {
    try {
      try_thread(client_.beta.chatkit.threads.retrieve(id));
    } catch (const NotFoundError&) {
      place_.failed.erase(id);  // It was deleted at its source.
    } catch (const AuthenticationError&) {
      throw;
    } catch (const PermissionDeniedError&) {
      throw;
    } catch (const APIConnectionError&) {
      throw;
    } catch (const APIError& error) {
      if (listener_.failed) listener_.failed(id, error.what());
    }
  }
  if (!failed.empty()) save();
}

Page<ChatKitThread> Migration::first_page() {
  ThreadListParams params;
  params.limit = kPageObjects;
  params.order = Order::asc;
  if (place_.after.empty()) return client_.beta.chatkit.threads.list(params);
  params.after = place_.after;
  try {
    return client_.beta.chatkit.threads.list(params);
  } catch (const BadRequestError&) {
    params.after.reset();  // The source has forgotten that thread: from the beginning, then.
    return client_.beta.chatkit.threads.list(params);
  }
}

void Migration::try_thread(const ChatKitThread& thread) {
  if (copy(thread)) {
    place_.failed.erase(thread.id);
    ++totals_.threads;
  } else {
    place_.failed.insert(thread.id);
  }
  if (listener_.progress) listener_.progress(totals_);
}

bool Migration::copy(const ChatKitThread& thread) {
  try {
    copy_items(thread);
    return true;
  } catch (const NotFoundError&) {
    return true;  // It was deleted at its source meanwhile.
  } catch (const AuthenticationError&) {
    save();
    throw;
  } catch (const PermissionDeniedError&) {
    save();
    throw;
  } catch (const APIConnectionError&) {
    save();
    throw;
  } catch (const APIError& error) {
    if (listener_.failed) listener_.failed(thread.id, error.what());
    return false;
  }
}

void Migration::copy_items(const ChatKitThread& thread) {
  sender_.add(thread_record(thread, workflow_id_));
  ThreadListItemsParams params;
  params.limit = kPageObjects;
  params.order = Order::asc;
  const ThreadId id(thread.id);
  for (const auto& item : client_.beta.chatkit.threads.list_items(thread.id, params)) {
    auto record = item_record(item);
    if (!record) {
      ++totals_.items_unknown;
      continue;
    }
    ++totals_.items;
    sender_.add(ArchivedItem{id, *std::move(record)});
  }
}

}  // namespace chatkit::app
