#include "json/event_shapes.hpp"

#include "json/rules.hpp"

namespace chatkit::json {
namespace {

using namespace rules;

// Sources and annotations.

constexpr Member kSourceMembers[] = {takes("description", kText), takes("group", kText),
                                     takes("timestamp", kText)};
constexpr Member kUrlSourceMembers[] = {needs("title", kText), needs("url", kText),
                                        takes("attribution", kText)};
constexpr Shape kUrlSource = {.type = "url", .groups = {kSourceMembers, kUrlSourceMembers}};

constexpr Member kFileSourceMembers[] = {needs("title", kText), needs("filename", kText)};
constexpr Shape kFileSource = {.type = "file", .groups = {kSourceMembers, kFileSourceMembers}};

constexpr std::string_view kPreviews[] = {"lazy"};
constexpr Member kEntitySourceMembers[] = {needs("id", kText),
                                           needs("title", kText),
                                           takes("data", kObject),
                                           takes("icon", kIcon),
                                           takes("inline_label", kText),
                                           takes("label", kText),
                                           takes("interactive", kBoolean),
                                           takes("preview", words(kPreviews))};
constexpr Shape kEntitySource = {.type = "entity",
                                 .groups = {kSourceMembers, kEntitySourceMembers}};

constexpr const Shape* kSources[] = {&kUrlSource, &kFileSource, &kEntitySource};
constexpr const Shape* kUrlSources[] = {&kUrlSource};
constexpr const Shape* kFileSources[] = {&kFileSource};
constexpr Rule kUrlSourceRule = shaped(kUrlSources);
constexpr Rule kFileSourceRule = shaped(kFileSources);

constexpr Member kAnnotationMembers[] = {needs("source", shaped(kSources)),
                                         takes("index", kInteger)};
constexpr Shape kAnnotation = {.type = "annotation", .groups = {kAnnotationMembers}};
constexpr const Shape* kAnnotations[] = {&kAnnotation};
constexpr Rule kAnnotationRule = shaped(kAnnotations);

// Messages.

constexpr Member kOutputTextMembers[] = {needs("text", kText),
                                         takes("annotations", list_of(&kAnnotationRule))};
constexpr Shape kOutputText = {.type = "output_text", .groups = {kOutputTextMembers}};
constexpr const Shape* kOutputTexts[] = {&kOutputText};
constexpr Rule kOutputTextRule = shaped(kOutputTexts);

constexpr Member kInputTextMembers[] = {needs("text", kText)};
constexpr Shape kInputText = {.type = "input_text", .groups = {kInputTextMembers}};
constexpr Member kInputTagMembers[] = {needs("id", kText), needs("text", kText),
                                       needs("data", kObject), takes("group", kText),
                                       takes("interactive", kBoolean)};
constexpr Shape kInputTag = {.type = "input_tag", .groups = {kInputTagMembers}};
constexpr const Shape* kInputContents[] = {&kInputText, &kInputTag};
constexpr Rule kInputContentRule = shaped(kInputContents);

constexpr Member kAttachmentMembers[] = {needs("id", kText),
                                         needs("name", kText),
                                         needs("mime_type", kText),
                                         takes("thread_id", kText),
                                         takes("preview_url", kText),
                                         takes("metadata", kObject),
                                         takes("upload_descriptor", kObject),
                                         takes("download_url", kText)};
constexpr Shape kFileAttachment = {.type = "file", .groups = {kAttachmentMembers}};
constexpr Shape kImageAttachment = {.type = "image", .groups = {kAttachmentMembers}};
constexpr const Shape* kAttachments[] = {&kFileAttachment, &kImageAttachment};
constexpr Rule kAttachmentRule = shaped(kAttachments);

constexpr Member kToolChoiceMembers[] = {needs("id", kText)};
constexpr Shape kToolChoice = {.type = {}, .groups = {kToolChoiceMembers}};
constexpr const Shape* kToolChoices[] = {&kToolChoice};
constexpr Member kInferenceMembers[] = {takes("model", kText),
                                        takes("tool_choice", shaped(kToolChoices))};
constexpr Shape kInference = {.type = {}, .groups = {kInferenceMembers}};
constexpr const Shape* kInferences[] = {&kInference};

// Tasks and workflows.

constexpr std::string_view kIndicators[] = {"none", "loading", "complete"};
constexpr Member kTaskMembers[] = {takes("title", kText),
                                   takes("status_indicator", words(kIndicators))};
constexpr Member kCustomTaskMembers[] = {takes("content", kText), takes("icon", kIcon)};
constexpr Member kSearchTaskMembers[] = {takes("queries", kTexts), takes("title_query", kText),
                                         takes("sources", list_of(&kUrlSourceRule))};
constexpr Member kThoughtTaskMembers[] = {needs("content", kText)};
constexpr Member kFileTaskMembers[] = {takes("sources", list_of(&kFileSourceRule))};
constexpr Shape kCustomTask = {.type = "custom", .groups = {kTaskMembers, kCustomTaskMembers}};
constexpr Shape kSearchTask = {.type = "web_search", .groups = {kTaskMembers, kSearchTaskMembers}};
constexpr Shape kThoughtTask = {.type = "thought", .groups = {kTaskMembers, kThoughtTaskMembers}};
constexpr Shape kFileTask = {.type = "file", .groups = {kTaskMembers, kFileTaskMembers}};
constexpr Shape kImageTask = {.type = "image", .groups = {kTaskMembers}};
constexpr const Shape* kTasks[] = {&kCustomTask, &kSearchTask, &kThoughtTask, &kFileTask,
                                   &kImageTask};
constexpr Rule kTaskRule = shaped(kTasks);

constexpr std::string_view kSummaryKeys[] = {"title", "duration"};
constexpr Member kSummaryMembers[] = {takes("title", kText), takes("icon", kIcon),
                                      takes("duration", kInteger)};
constexpr Shape kSummary = {.type = {}, .groups = {kSummaryMembers}, .one_of = kSummaryKeys};
constexpr const Shape* kSummaries[] = {&kSummary};
constexpr std::string_view kWorkflowTypes[] = {"custom", "reasoning"};
constexpr Member kWorkflowMembers[] = {
    needs("type", words(kWorkflowTypes)), needs("tasks", list_of(&kTaskRule)),
    takes("summary", shaped(kSummaries)), takes("expanded", kBoolean)};
constexpr Shape kWorkflow = {.type = {}, .groups = {kWorkflowMembers}};
constexpr const Shape* kWorkflows[] = {&kWorkflow};

// Structured input.

constexpr Member kAnswerMembers[] = {takes("values", kTexts), takes("skipped", kBoolean)};
constexpr Shape kAnswer = {.type = {}, .groups = {kAnswerMembers}};
constexpr const Shape* kAnswers[] = {&kAnswer};
constexpr Member kOptionMembers[] = {needs("value", kText)};
constexpr Shape kOption = {.type = {}, .groups = {kOptionMembers}};
constexpr const Shape* kOptions[] = {&kOption};
constexpr Rule kOptionRule = shaped(kOptions);
constexpr Member kQuestionMembers[] = {needs("id", kText), needs("question", kText),
                                       takes("answer", shaped(kAnswers))};
constexpr Member kChoiceMembers[] = {needs("options", list_of(&kOptionRule)),
                                     takes("multiple", kBoolean)};
constexpr Member kFreeformMembers[] = {takes("description", kText)};
constexpr Shape kChoice = {.type = "multiple_choice", .groups = {kQuestionMembers, kChoiceMembers}};
constexpr Shape kFreeform = {.type = "freeform", .groups = {kQuestionMembers, kFreeformMembers}};
constexpr const Shape* kQuestions[] = {&kChoice, &kFreeform};
constexpr Rule kQuestionRule = shaped(kQuestions);

constexpr Member kImageMembers[] = {needs("id", kText), needs("url", kText)};
constexpr Shape kImage = {.type = {}, .groups = {kImageMembers}};
constexpr const Shape* kImages[] = {&kImage};

// Items.

constexpr Member kItemMembers[] = {needs("id", kText), needs("thread_id", kText),
                                   needs("created_at", kTime)};
constexpr Member kUserMembers[] = {
    needs("content", list_of(&kInputContentRule)), takes("attachments", list_of(&kAttachmentRule)),
    takes("quoted_text", kText), needs("inference_options", shaped(kInferences))};
constexpr Member kAssistantMembers[] = {needs("content", list_of(&kOutputTextRule))};
constexpr std::string_view kCallStates[] = {"pending", "completed"};
constexpr Member kCallMembers[] = {takes("status", words(kCallStates)), needs("call_id", kText),
                                   needs("name", kText), needs("arguments", kObject),
                                   takes("output", kAnything)};
constexpr Member kWidgetMembers[] = {needs("widget", kObject), takes("copy_text", kText)};
constexpr Member kTaskItemMembers[] = {needs("task", kTaskRule)};
constexpr Member kWorkflowItemMembers[] = {needs("workflow", shaped(kWorkflows))};
constexpr Member kHiddenMembers[] = {needs("content", kAnything)};
constexpr Member kSdkHiddenMembers[] = {needs("content", kText)};
constexpr std::string_view kInputStates[] = {"pending", "answered", "skipped"};
constexpr Member kInputMembers[] = {takes("status", words(kInputStates)),
                                    needs("inputs", list_of(&kQuestionRule))};
constexpr Member kImageItemMembers[] = {takes("image", shaped(kImages))};

constexpr Shape kUser = {.type = "user_message", .groups = {kItemMembers, kUserMembers}};
constexpr Shape kAssistant = {.type = "assistant_message",
                              .groups = {kItemMembers, kAssistantMembers}};
constexpr Shape kCall = {.type = "client_tool_call", .groups = {kItemMembers, kCallMembers}};
constexpr Shape kWidget = {.type = "widget", .groups = {kItemMembers, kWidgetMembers}};
constexpr Shape kTaskItem = {.type = "task", .groups = {kItemMembers, kTaskItemMembers}};
constexpr Shape kWorkflowItem = {.type = "workflow",
                                 .groups = {kItemMembers, kWorkflowItemMembers}};
constexpr Shape kHidden = {.type = "hidden_context_item", .groups = {kItemMembers, kHiddenMembers}};
constexpr Shape kSdkHidden = {.type = "sdk_hidden_context",
                              .groups = {kItemMembers, kSdkHiddenMembers}};
constexpr Shape kEndOfTurn = {.type = "end_of_turn", .groups = {kItemMembers}};
constexpr Shape kInput = {.type = "structured_input", .groups = {kItemMembers, kInputMembers}};
constexpr Shape kImageItem = {.type = "generated_image",
                              .groups = {kItemMembers, kImageItemMembers}};
constexpr const Shape* kItems[] = {&kUser,      &kAssistant,    &kCall,     &kWidget,
                                   &kTaskItem,  &kWorkflowItem, &kHidden,   &kSdkHidden,
                                   &kEndOfTurn, &kInput,        &kImageItem};

// Updates of items.

constexpr Member kPartMembers[] = {needs("content_index", kInteger),
                                   needs("content", kOutputTextRule)};
constexpr Member kDeltaMembers[] = {needs("content_index", kInteger), needs("delta", kText)};
constexpr Member kNoteMembers[] = {needs("content_index", kInteger),
                                   needs("annotation_index", kInteger),
                                   needs("annotation", kAnnotationRule)};
constexpr Member kWidgetDeltaMembers[] = {needs("component_id", kText), needs("delta", kText),
                                          needs("done", kBoolean)};
constexpr Member kComponentMembers[] = {needs("component_id", kText), needs("component", kObject)};
constexpr Member kRootMembers[] = {needs("widget", kObject)};
constexpr Member kTaskUpdateMembers[] = {needs("task_index", kInteger), needs("task", kTaskRule)};
constexpr Member kImageUpdateMembers[] = {needs("image", shaped(kImages)),
                                          takes("progress", kNumber)};

constexpr Shape kPartAdded = {.type = "assistant_message.content_part.added",
                              .groups = {kPartMembers}};
constexpr Shape kPartDelta = {.type = "assistant_message.content_part.text_delta",
                              .groups = {kDeltaMembers}};
constexpr Shape kPartNote = {.type = "assistant_message.content_part.annotation_added",
                             .groups = {kNoteMembers}};
constexpr Shape kPartDone = {.type = "assistant_message.content_part.done",
                             .groups = {kPartMembers}};
constexpr Shape kWidgetDelta = {.type = "widget.streaming_text.value_delta",
                                .groups = {kWidgetDeltaMembers}};
constexpr Shape kComponent = {.type = "widget.component.updated", .groups = {kComponentMembers}};
constexpr Shape kRoot = {.type = "widget.root.updated", .groups = {kRootMembers}};
constexpr Shape kTaskAdded = {.type = "workflow.task.added", .groups = {kTaskUpdateMembers}};
constexpr Shape kTaskUpdated = {.type = "workflow.task.updated", .groups = {kTaskUpdateMembers}};
constexpr Shape kImageUpdated = {.type = "generated_image.updated",
                                 .groups = {kImageUpdateMembers}};
constexpr const Shape* kUpdates[] = {&kPartAdded,   &kPartDelta,   &kPartNote, &kPartDone,
                                     &kWidgetDelta, &kComponent,   &kRoot,     &kTaskAdded,
                                     &kTaskUpdated, &kImageUpdated};

// Events.

constexpr Member kItemEventMembers[] = {needs("item", shaped(kItems))};
constexpr Member kUpdatedMembers[] = {needs("item_id", kText), needs("update", shaped(kUpdates))};
constexpr Member kRemovedMembers[] = {needs("item_id", kText)};
constexpr Member kProgressMembers[] = {needs("text", kText), takes("icon", kIcon)};
constexpr std::string_view kLevels[] = {"info", "warning", "danger"};
constexpr Member kNoticeMembers[] = {needs("level", words(kLevels)), needs("message", kText),
                                     takes("title", kText)};
constexpr Member kEffectMembers[] = {needs("name", kText), takes("data", kObject)};
constexpr std::string_view kErrorCodes[] = {"custom", "stream.error"};
constexpr Member kErrorMembers[] = {takes("code", words(kErrorCodes)), takes("message", kText),
                                    takes("allow_retry", kBoolean)};
constexpr std::string_view kStatuses[] = {"active", "locked", "closed"};
constexpr Member kStatusMembers[] = {needs("type", words(kStatuses)), takes("reason", kText)};
constexpr Shape kStatus = {.type = {}, .groups = {kStatusMembers}};
constexpr const Shape* kStatusShapes[] = {&kStatus};
constexpr Member kSetMembers[] = {takes("title", kText), takes("status", shaped(kStatusShapes)),
                                  takes("metadata", kObject),
                                  takes("allowed_image_domains", kTexts)};

constexpr Shape kAddedEvent = {.type = "thread.item.added", .groups = {kItemEventMembers}};
constexpr Shape kDoneEvent = {.type = "thread.item.done", .groups = {kItemEventMembers}};
constexpr Shape kReplacedEvent = {.type = "thread.item.replaced", .groups = {kItemEventMembers}};
constexpr Shape kUpdatedEvent = {.type = "thread.item.updated", .groups = {kUpdatedMembers}};
constexpr Shape kRemovedEvent = {.type = "thread.item.removed", .groups = {kRemovedMembers}};
constexpr Shape kProgressEvent = {.type = "progress_update", .groups = {kProgressMembers}};
constexpr Shape kNoticeEvent = {.type = "notice", .groups = {kNoticeMembers}};
constexpr Shape kEffectEvent = {.type = "client_effect", .groups = {kEffectMembers}};
constexpr Shape kErrorEvent = {.type = "error", .groups = {kErrorMembers}};
constexpr Shape kSetEvent = {.type = "thread.set", .groups = {kSetMembers}};
constexpr const Shape* kEvents[] = {
    &kAddedEvent,    &kDoneEvent,   &kReplacedEvent, &kUpdatedEvent, &kRemovedEvent,
    &kProgressEvent, &kNoticeEvent, &kEffectEvent,   &kErrorEvent,   &kSetEvent};

}  // namespace

constexpr Rule kResponderEventRule = shaped(kEvents);
constexpr Rule kItemRule = shaped(kItems);

}  // namespace chatkit::json
