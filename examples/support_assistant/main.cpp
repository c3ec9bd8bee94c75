// A support assistant: it asks for an order with a form, looks the order up, and tells of it.
//
//   support_assistant [PORT [DATA]]
//
// Sessions of the workflow `support` chat with it; the first line it prints is its address.
#include <chatkit/server/server.hpp>
#include <chatkit/widgets/widgets.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

namespace {

using namespace chatkit::server;
namespace ui = chatkit::widgets;
using namespace std::chrono_literals;

struct Order {
  std::string article;
  std::string status;
  int days_left = 0;
};

/// Stands for the shop's own database.
const std::map<std::string, Order>& orders() {
  static const std::map<std::string, Order> all = {{"4711", {"Tea kettle", "on its way", 2}},
                                                   {"4712", {"Lamp", "being packed", 5}}};
  return all;
}

ui::Card order_form(const std::string& hint) {
  ui::Card form;
  form.size("sm").as_form();
  form.child(ui::Title("Where is my order?").size("sm"));
  form.child(ui::Label("Order number", "order"));
  form.child(ui::Input("order").required().pattern("[0-9]+").placeholder("4711"));
  if (!hint.empty()) form.child(ui::Caption(hint).color("danger"));
  form.confirm("Find it", ui::Action("order.find").loading_behavior("container"));
  return form;
}

ui::Card order_card(const std::string& number, const Order& order) {
  ui::Row line;
  line.gap(2).align("center");
  line.children(ui::Icon("suitcase"), ui::Text(order.article).weight("semibold"));
  line.children(ui::Spacer(), ui::Badge(order.status).color("info"));
  const ui::Action notify =
      ui::Action("order.notify").payload(ui::JsonObject().set("order", number)).streaming(false);
  ui::Card card;
  card.size("sm").status(ui::Status("Order " + number).icon("check-circle"));
  card.children(line, ui::Divider(), ui::Button("Tell me when it arrives").on_click(notify));
  return card;
}

class SupportAssistant final : public Responder {
 public:
  awaitable<void> respond(Turn& turn) override {
    if (const auto action = turn.action()) {
      co_await find_order(turn, *action);
    } else {
      co_await greet(turn);
    }
  }

  /// "Tell me when it arrives" is answered at once: the card says so from now on.
  awaitable<std::optional<ui::Root>> sync_action(Aside&, UserAction action) override {
    if (action.type != "order.notify") throw UnsupportedOperation("the action " + action.type);
    const auto order = orders().find(action.fields().text("order").value_or(""));
    if (order == orders().end()) throw UserFacingError("There is no such order.");
    ui::Card card = order_card(order->first, order->second);
    card.child(ui::Caption("We will write to you."));
    co_return card;
  }

 private:
  static awaitable<void> greet(Turn turn) {
    co_await turn.say("Hello! I can tell you where your order is.");
    const ui::Card form = order_form("");
    co_await turn.show(form, "Where is my order?");
  }

  static awaitable<void> find_order(Turn turn, UserAction action) {
    if (!action.sender) throw UserFacingError("This form is no longer here.", false);
    co_await turn.progress("Looking for your order", "search");
    const std::string number = action.fields().text("order").value_or("");
    const auto order = orders().find(number);
    if (order == orders().end()) {
      const ui::Card form = order_form("We do not know that number.");
      co_await turn.replace_widget(*action.sender, form);
      co_return;
    }
    const ui::Card card = order_card(number, order->second);
    co_await turn.replace_widget(*action.sender, card);
    co_await tell(turn, order->second);
    ui::JsonObject shown;
    shown.set("order", number);
    co_await turn.effect("show_order", shown);
    co_await turn.set_title("Order " + number);
  }

  /// The answer, word by word.
  static awaitable<void> tell(Turn turn, Order order) {
    const Message message = co_await turn.begin_message();
    std::istringstream words("Your **" + order.article + "** is " + order.status +
                             " and will be with you in about " + std::to_string(order.days_left) +
                             " days.");
    std::string word;
    std::string gap;
    while (words >> word) {
      co_await message.append(gap + word);
      gap = " ";
      co_await turn.sleep(20ms);
    }
    co_await message.finish();
  }
};

}  // namespace

int main(int argc, char** argv) {
  const int port = argc > 1 ? std::atoi(argv[1]) : 8080;
  ServerOptions options;
  options.listen("127.0.0.1", static_cast<std::uint16_t>(port)).stop_on_signals();
  options.data(argc > 2 ? argv[2] : "./support-data");
  options.log_sink([](std::string_view line) { std::cerr << line << "\n"; });
  try {
    Server server(options);
    server.respond("support", std::make_shared<SupportAssistant>());
    server.start();
    std::cout << server.url() << std::endl;
    server.run();
    return 0;
  } catch (const StartError& error) {
    std::cerr << "support_assistant: " << error.what() << "\n";
    return 1;
  }
}
