#pragma once

#include "chatkit/widgets/node.hpp"
#include "chatkit/widgets/values.hpp"
#include "chatkit/widgets/words.hpp"

// Tables. Source: the element's types; the published schema does not have them.
namespace chatkit::widgets {

class TableCell : public Container<TableCell, Component> {
 public:
  TableCell() : Container("Table.Cell") {}
  TableCell& width(const Length& width) { return with("width", width.value()); }
  TableCell& padding(const Sides& padding) { return with("padding", padding); }
  TableCell& col_span(int columns) { return with("colSpan", columns); }
  TableCell& row_span(int rows) { return with("rowSpan", rows); }
  TableCell& align(Word<kEdges> align) { return with("align", align.text()); }
  TableCell& v_align(Word<kEdges> align) { return with("vAlign", align.text()); }
  TableCell& col_size(Word<kColumnSizes> size) { return with("colSize", size.text()); }
};
class TableRow : public Typed<TableRow, Component> {
 public:
  TableRow() : Typed("Table.Row", Holds::list) {}
  TableRow& header(bool on = true) { return with("header", on); }
  TableRow& cell(const TableCell& cell) {
    put_child(cell);
    return *this;
  }
};
class Table : public Typed<Table, Component> {
 public:
  Table() : Typed("Table", Holds::list) {}
  Table& row(const TableRow& row) {
    put_child(row);
    return *this;
  }
};

}  // namespace chatkit::widgets
