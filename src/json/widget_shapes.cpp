#include "json/widget_shapes.hpp"

#include "json/rules.hpp"

namespace chatkit::json {
namespace {

using namespace rules;

// Words.

constexpr std::string_view kThemes[] = {"light", "dark"};
constexpr std::string_view kDirections[] = {"row", "col"};
constexpr std::string_view kAlignments[] = {"start", "center", "end", "baseline", "stretch"};
constexpr std::string_view kEdges[] = {"start", "center", "end"};
constexpr std::string_view kJustifications[] = {"start",  "center", "end",    "between",
                                                "around", "evenly", "stretch"};
constexpr std::string_view kWraps[] = {"nowrap", "wrap", "wrap-reverse"};
constexpr std::string_view kRadii[] = {"2xs", "xs",  "sm",  "md",   "lg",   "xl",
                                       "2xl", "3xl", "4xl", "full", "100%", "none"};
constexpr std::string_view kWeights[] = {"normal", "medium", "semibold", "bold"};
constexpr std::string_view kThreeSizes[] = {"sm", "md", "lg"};
constexpr std::string_view kTextSizes[] = {"xs", "sm", "md", "lg", "xl"};
constexpr std::string_view kTitleSizes[] = {"sm", "md", "lg", "xl", "2xl", "3xl", "4xl", "5xl"};
constexpr std::string_view kIconSizes[] = {"xs", "sm", "md", "lg", "xl", "2xl", "3xl"};
constexpr std::string_view kButtonIconSizes[] = {"sm", "md", "lg", "xl", "2xl"};
constexpr std::string_view kControlSizes[] = {"3xs", "2xs", "xs",  "sm", "md",
                                              "lg",  "xl",  "2xl", "3xl"};
constexpr std::string_view kGutters[] = {"2xs", "xs", "sm", "md", "lg", "xl"};
constexpr std::string_view kCardSizes[] = {"sm", "md", "lg", "full"};
constexpr std::string_view kFieldVariants[] = {"soft", "outline"};
constexpr std::string_view kBadgeVariants[] = {"solid", "soft", "outline"};
constexpr std::string_view kControlVariants[] = {"solid", "soft", "outline", "ghost"};
constexpr std::string_view kBadgeColors[] = {"secondary", "success", "danger",
                                             "warning",   "info",    "discovery"};
constexpr std::string_view kButtonColors[] = {"primary", "secondary", "info",    "discovery",
                                              "success", "caution",   "warning", "danger"};
constexpr std::string_view kButtonStyles[] = {"primary", "secondary"};
constexpr std::string_view kInputTypes[] = {"number", "email", "text", "password", "tel", "url"};
constexpr std::string_view kSides[] = {"top", "bottom", "left", "right"};
constexpr std::string_view kFits[] = {"cover", "contain", "fill", "scale-down", "none"};
constexpr std::string_view kPositions[] = {"top left",    "top",    "top right",
                                           "left",        "center", "right",
                                           "bottom left", "bottom", "bottom right"};
constexpr std::string_view kCurves[] = {"basis",   "basisClosed", "basisOpen", "bumpX",
                                        "bumpY",   "bump",        "linear",    "linearClosed",
                                        "natural", "monotoneX",   "monotoneY", "monotone",
                                        "step",    "stepBefore",  "stepAfter"};
constexpr std::string_view kBorderStyles[] = {"solid",  "dashed", "dotted", "double",
                                              "groove", "ridge",  "inset",  "outset"};
constexpr std::string_view kAuto[] = {"auto"};

// Values that components share.

constexpr Member kThemeColorMembers[] = {needs("dark", kText), needs("light", kText)};
constexpr Shape kThemeColor = {.type = {}, .groups = {kThemeColorMembers}};
constexpr const Shape* kThemeColors[] = {&kThemeColor};
constexpr Rule kColor = shaped(kThemeColors, Rule::text);

constexpr Member kSpacingMembers[] = {takes("top", kNumberOrText),  takes("bottom", kNumberOrText),
                                      takes("left", kNumberOrText), takes("right", kNumberOrText),
                                      takes("x", kNumberOrText),    takes("y", kNumberOrText)};
constexpr Shape kSpacing = {.type = {}, .groups = {kSpacingMembers}};
constexpr const Shape* kSpacings[] = {&kSpacing};
constexpr Rule kSpace = shaped(kSpacings, Rule::number | Rule::text);
constexpr Rule kIntegerSpace = shaped(kSpacings, Rule::integer | Rule::text);

constexpr Member kBorderMembers[] = {takes("size", kInteger), takes("color", kColor),
                                     takes("style", words(kBorderStyles))};
constexpr Shape kBorder = {.type = {}, .groups = {kBorderMembers}};
constexpr const Shape* kBorders[] = {&kBorder};
constexpr Rule kSide = shaped(kBorders, Rule::integer);
/// One border all round, or one for each side.
constexpr Member kSideMembers[] = {takes("top", kSide),  takes("bottom", kSide),
                                   takes("left", kSide), takes("right", kSide),
                                   takes("x", kSide),    takes("y", kSide)};
constexpr Shape kAnyBorder = {.type = {}, .groups = {kBorderMembers, kSideMembers}};
constexpr const Shape* kAnyBorders[] = {&kAnyBorder};
constexpr Rule kBorderRule = shaped(kAnyBorders, Rule::integer);

constexpr std::string_view kHandlers[] = {"client", "server"};
constexpr std::string_view kLoading[] = {"auto", "none", "self", "container"};
constexpr Member kActionMembers[] = {
    needs("type", kText), takes("payload", kAnything), takes("handler", words(kHandlers)),
    takes("loadingBehavior", words(kLoading)), takes("streaming", kBoolean)};
constexpr Shape kActionShape = {.type = {}, .groups = {kActionMembers}};
constexpr const Shape* kActions[] = {&kActionShape};
constexpr Rule kAction = shaped(kActions);
constexpr Member kCardActionMembers[] = {needs("label", kText), needs("action", kAction)};
constexpr Shape kCardActionShape = {.type = {}, .groups = {kCardActionMembers}};
constexpr const Shape* kCardActions[] = {&kCardActionShape};
constexpr Rule kCardAction = shaped(kCardActions);

constexpr Member kStatusMembers[] = {needs("text", kText), takes("favicon", kText),
                                     takes("frame", kBoolean), takes("icon", kIcon)};
constexpr Shape kStatusShape = {.type = {}, .groups = {kStatusMembers}};
constexpr const Shape* kStatuses[] = {&kStatusShape};
constexpr Rule kStatus = shaped(kStatuses);

// Members that components share.

constexpr Rule kChildren = list_of(&kWidgetComponentRule);
constexpr Member kBase[] = {takes("id", kText), takes("key", kText)};
constexpr Member kExtremes[] = {
    takes("minWidth", kIntegerOrText),   takes("maxWidth", kIntegerOrText),
    takes("minHeight", kIntegerOrText),  takes("maxHeight", kIntegerOrText),
    takes("minSize", kIntegerOrText),    takes("maxSize", kIntegerOrText),
    takes("aspectRatio", kNumberOrText), takes("flex", kIntegerOrText)};
/// Boxes may have fractions of pixels, pictures and charts whole ones.
constexpr Member kWholeExtents[] = {takes("width", kIntegerOrText), takes("height", kIntegerOrText),
                                    takes("size", kIntegerOrText)};
constexpr Member kBox[] = {takes("children", kChildren),
                           takes("align", words(kAlignments)),
                           takes("justify", words(kJustifications)),
                           takes("wrap", words(kWraps)),
                           takes("gap", kIntegerOrText),
                           takes("padding", kSpace),
                           takes("margin", kSpace),
                           takes("border", kBorderRule),
                           takes("background", kColor),
                           takes("radius", words(kRadii)),
                           takes("width", kNumberOrText),
                           takes("height", kNumberOrText),
                           takes("size", kNumberOrText)};
constexpr Member kDirection[] = {takes("direction", words(kDirections))};
constexpr Member kField[] = {needs("name", kText), takes("disabled", kBoolean)};
constexpr Member kTyped[] = {takes("defaultValue", kText),
                             takes("required", kBoolean),
                             takes("pattern", kText),
                             takes("placeholder", kText),
                             takes("autoFocus", kBoolean),
                             takes("autoSelect", kBoolean),
                             takes("allowAutofillExtensions", kBoolean),
                             takes("variant", words(kFieldVariants)),
                             takes("size", words(kControlSizes)),
                             takes("gutterSize", words(kGutters))};
constexpr Member kPicker[] = {takes("onChangeAction", kAction),
                              takes("placeholder", kText),
                              takes("variant", words(kControlVariants)),
                              takes("size", words(kControlSizes)),
                              takes("pill", kBoolean),
                              takes("block", kBoolean),
                              takes("clearable", kBoolean)};
constexpr Member kLine[] = {needs("value", kText), takes("color", kColor),
                            takes("weight", words(kWeights)), takes("textAlign", words(kEdges))};
constexpr Member kClipped[] = {takes("truncate", kBoolean), takes("maxLines", kInteger)};

// Boxes.

constexpr Shape kBoxShape = {.type = "Box", .groups = {kBase, kExtremes, kBox, kDirection}};
constexpr Shape kRowShape = {.type = "Row", .groups = {kBase, kExtremes, kBox}};
constexpr Shape kColShape = {.type = "Col", .groups = {kBase, kExtremes, kBox}};
constexpr Member kForm[] = {takes("direction", words(kDirections)),
                            takes("onSubmitAction", kAction)};
constexpr Shape kFormShape = {.type = "Form", .groups = {kBase, kExtremes, kBox, kForm}};
extern const Shape* const kComponents[27];  // Those below: a component holds components.
constexpr Member kTransition[] = {takes("children", shaped(kComponents))};
constexpr Shape kTransitionShape = {.type = "Transition", .groups = {kBase, kTransition}};
constexpr Member kListViewItem[] = {needs("children", kChildren), takes("onClickAction", kAction),
                                    takes("gap", kIntegerOrText),
                                    takes("align", words(kAlignments))};
constexpr Shape kListViewItemShape = {.type = "ListViewItem", .groups = {kBase, kListViewItem}};
constexpr Member kSpacer[] = {takes("minSize", kIntegerOrText)};
constexpr Shape kSpacerShape = {.type = "Spacer", .groups = {kBase, kSpacer}};
constexpr Member kDivider[] = {takes("color", kColor), takes("size", kIntegerOrText),
                               takes("spacing", kIntegerOrText), takes("flush", kBoolean)};
constexpr Shape kDividerShape = {.type = "Divider", .groups = {kBase, kDivider}};

// Texts and pictures.

constexpr Member kEditable[] = {
    needs("name", kText),          takes("required", kBoolean),
    takes("pattern", kText),       takes("placeholder", kText),
    takes("autoComplete", kText),  takes("autoFocus", kBoolean),
    takes("autoSelect", kBoolean), takes("allowAutofillExtensions", kBoolean)};
constexpr Shape kEditableShape = {.type = {}, .groups = {kEditable}};
constexpr const Shape* kEditables[] = {&kEditableShape};
constexpr Member kTextMembers[] = {takes("size", words(kTextSizes)),
                                   takes("streaming", kBoolean),
                                   takes("italic", kBoolean),
                                   takes("lineThrough", kBoolean),
                                   takes("width", kNumberOrText),
                                   takes("minLines", kInteger),
                                   takes("editable", shaped(kEditables, Rule::no))};
constexpr Shape kTextShape = {.type = "Text", .groups = {kBase, kLine, kClipped, kTextMembers}};
constexpr Member kTitle[] = {takes("size", words(kTitleSizes))};
constexpr Shape kTitleShape = {.type = "Title", .groups = {kBase, kLine, kClipped, kTitle}};
constexpr Member kCaption[] = {takes("size", words(kThreeSizes))};
constexpr Shape kCaptionShape = {.type = "Caption", .groups = {kBase, kLine, kClipped, kCaption}};
constexpr Member kLabel[] = {needs("fieldName", kText), takes("size", words(kTextSizes))};
constexpr Shape kLabelShape = {.type = "Label", .groups = {kBase, kLine, kLabel}};
constexpr Member kMarkdown[] = {needs("value", kText), takes("streaming", kBoolean)};
constexpr Shape kMarkdownShape = {.type = "Markdown", .groups = {kBase, kMarkdown}};
constexpr Member kBadge[] = {needs("label", kText), takes("color", words(kBadgeColors)),
                             takes("variant", words(kBadgeVariants)),
                             takes("size", words(kThreeSizes)), takes("pill", kBoolean)};
constexpr Shape kBadgeShape = {.type = "Badge", .groups = {kBase, kBadge}};
constexpr Member kIconMembers[] = {needs("name", kIcon), takes("color", kColor),
                                   takes("size", words(kIconSizes))};
constexpr Shape kIconShape = {.type = "Icon", .groups = {kBase, kIconMembers}};
constexpr Member kImage[] = {needs("src", kText),           takes("alt", kText),
                             takes("fit", words(kFits)),    takes("position", words(kPositions)),
                             takes("frame", kBoolean),      takes("flush", kBoolean),
                             takes("background", kColor),   takes("margin", kIntegerSpace),
                             takes("radius", words(kRadii))};
constexpr Shape kImageShape = {.type = "Image",
                               .groups = {kBase, kExtremes, kWholeExtents, kImage}};

// Controls.

constexpr Member kButton[] = {takes("label", kText),
                              takes("submit", kBoolean),
                              takes("disabled", kBoolean),
                              takes("onClickAction", kAction),
                              takes("iconStart", kIcon),
                              takes("iconEnd", kIcon),
                              takes("iconSize", words(kButtonIconSizes)),
                              takes("style", words(kButtonStyles)),
                              takes("color", words(kButtonColors)),
                              takes("variant", words(kControlVariants)),
                              takes("size", words(kControlSizes)),
                              takes("pill", kBoolean),
                              takes("block", kBoolean),
                              takes("uniform", kBoolean)};
constexpr Shape kButtonShape = {.type = "Button", .groups = {kBase, kButton}};
constexpr Member kInput[] = {takes("inputType", words(kInputTypes)), takes("pill", kBoolean)};
constexpr Shape kInputShape = {.type = "Input", .groups = {kBase, kField, kTyped, kInput}};
constexpr Member kTextarea[] = {takes("rows", kInteger), takes("maxRows", kInteger),
                                takes("autoResize", kBoolean)};
constexpr Shape kTextareaShape = {.type = "Textarea", .groups = {kBase, kField, kTyped, kTextarea}};
constexpr Member kSelectOption[] = {needs("value", kText), needs("label", kText),
                                    takes("description", kText), takes("disabled", kBoolean)};
constexpr Shape kSelectOptionShape = {.type = {}, .groups = {kSelectOption}};
constexpr const Shape* kSelectOptions[] = {&kSelectOptionShape};
constexpr Rule kSelectOptionRule = shaped(kSelectOptions);
constexpr Member kSelect[] = {needs("options", list_of(&kSelectOptionRule)),
                              takes("defaultValue", kText), takes("searchable", kBoolean)};
constexpr Shape kSelectShape = {.type = "Select", .groups = {kBase, kField, kPicker, kSelect}};
constexpr Member kDatePicker[] = {takes("min", kTime), takes("max", kTime),
                                  takes("defaultValue", kTime), takes("side", words(kSides)),
                                  takes("align", words(kEdges))};
constexpr Shape kDatePickerShape = {.type = "DatePicker",
                                    .groups = {kBase, kField, kPicker, kDatePicker}};
constexpr Member kCheckbox[] = {takes("label", kText), takes("defaultChecked", kBoolean),
                                takes("required", kBoolean), takes("onChangeAction", kAction)};
constexpr Shape kCheckboxShape = {.type = "Checkbox", .groups = {kBase, kField, kCheckbox}};
constexpr Member kRadioOption[] = {needs("value", kText), needs("label", kText),
                                   takes("disabled", kBoolean)};
constexpr Shape kRadioOptionShape = {.type = {}, .groups = {kRadioOption}};
constexpr const Shape* kRadioOptions[] = {&kRadioOptionShape};
constexpr Rule kRadioOptionRule = shaped(kRadioOptions);
constexpr Member kRadioGroup[] = {takes("options", list_of(&kRadioOptionRule)),
                                  takes("ariaLabel", kText),
                                  takes("defaultValue", kText),
                                  takes("direction", words(kDirections)),
                                  takes("required", kBoolean),
                                  takes("onChangeAction", kAction)};
constexpr Shape kRadioGroupShape = {.type = "RadioGroup", .groups = {kBase, kField, kRadioGroup}};

// Charts and tables.

constexpr Member kSeries[] = {takes("label", kText), needs("dataKey", kText),
                              takes("color", kColor)};
constexpr Member kStacked[] = {takes("stack", kText)};
constexpr Member kCurved[] = {takes("curveType", words(kCurves))};
constexpr Shape kBarShape = {.type = "bar", .groups = {kSeries, kStacked}};
constexpr Shape kAreaShape = {.type = "area", .groups = {kSeries, kStacked, kCurved}};
constexpr Shape kLineShape = {.type = "line", .groups = {kSeries, kCurved}};
constexpr const Shape* kAllSeries[] = {&kBarShape, &kAreaShape, &kLineShape};
constexpr Rule kSeriesRule = shaped(kAllSeries);
constexpr Rule kLabels = {.kinds = Rule::object, .element = &kText};
constexpr Rule kDatum = {.kinds = Rule::object, .element = &kNumberOrText};
constexpr Member kAxis[] = {needs("dataKey", kText), takes("hide", kBoolean),
                            takes("labels", kLabels)};
constexpr Shape kAxisShape = {.type = {}, .groups = {kAxis}};
constexpr const Shape* kAxes[] = {&kAxisShape};
constexpr Member kChart[] = {needs("data", list_of(&kDatum)),
                             needs("series", list_of(&kSeriesRule)),
                             needs("xAxis", shaped(kAxes, Rule::text)),
                             takes("showYAxis", kBoolean),
                             takes("showLegend", kBoolean),
                             takes("showTooltip", kBoolean),
                             takes("barGap", kInteger),
                             takes("barCategoryGap", kInteger)};
constexpr Shape kChartShape = {.type = "Chart",
                               .groups = {kBase, kExtremes, kWholeExtents, kChart}};

/// The schema leaves tables out: what they hold is checked, what else they say is not.
constexpr Member kTable[] = {takes("children", kChildren)};
constexpr Shape kTableShape = {.type = "Table", .groups = {kBase, kTable}, .open = true};
constexpr Shape kTableRowShape = {.type = "Table.Row", .groups = {kBase, kTable}, .open = true};
constexpr Shape kTableCellShape = {.type = "Table.Cell", .groups = {kBase, kTable}, .open = true};

constexpr const Shape* kComponents[27] = {
    &kBoxShape,      &kRowShape,        &kColShape,      &kFormShape,         &kTransitionShape,
    &kSpacerShape,   &kDividerShape,    &kTextShape,     &kTitleShape,        &kCaptionShape,
    &kLabelShape,    &kMarkdownShape,   &kBadgeShape,    &kIconShape,         &kImageShape,
    &kButtonShape,   &kInputShape,      &kTextareaShape, &kSelectShape,       &kDatePickerShape,
    &kCheckboxShape, &kRadioGroupShape, &kChartShape,    &kListViewItemShape, &kTableShape,
    &kTableRowShape, &kTableCellShape};

// Roots.

constexpr Member kCard[] = {needs("children", kChildren), takes("asForm", kBoolean),
                            takes("background", kColor),  takes("size", words(kCardSizes)),
                            takes("padding", kSpace),     takes("status", kStatus),
                            takes("collapsed", kBoolean), takes("confirm", kCardAction),
                            takes("cancel", kCardAction), takes("theme", words(kThemes))};
constexpr Shape kCardShape = {.type = "Card", .groups = {kBase, kCard}};
constexpr const Shape* kListViewItems[] = {&kListViewItemShape};
constexpr Rule kListViewItemRule = shaped(kListViewItems);
constexpr Member kListView[] = {
    needs("children", list_of(&kListViewItemRule)),
    takes("limit", {.kinds = Rule::integer | Rule::text, .words = kAuto}), takes("status", kStatus),
    takes("theme", words(kThemes))};
constexpr Shape kListViewShape = {.type = "ListView", .groups = {kBase, kListView}};
/// Its children are a list, or one component alone.
constexpr Member kBasic[] = {takes("children", {.kinds = Rule::object | Rule::array,
                                                .shapes = kComponents,
                                                .element = &kWidgetComponentRule})};
constexpr Shape kBasicShape = {.type = "Basic", .groups = {kBase, kBasic}, .open = true};
constexpr const Shape* kRoots[] = {&kCardShape, &kListViewShape, &kBasicShape};

}  // namespace

constexpr Rule kWidgetComponentRule = shaped(kComponents);
constexpr Rule kWidgetRootRule = shaped(kRoots);

}  // namespace chatkit::json
