import { Chart } from './chart/chart.tsx';
import { Badge } from './components/badge.tsx';
import { Basic, Box, Col, Row } from './components/boxes.tsx';
import { Button } from './components/button.tsx';
import { Card } from './components/card.tsx';
import { Checkbox } from './components/checkbox.tsx';
import { DatePicker } from './components/date_picker.tsx';
import { Divider } from './components/divider.tsx';
import { Form } from './components/form.tsx';
import { IconNode } from './components/icon_node.tsx';
import { Image } from './components/image.tsx';
import { Input } from './components/input.tsx';
import { Label } from './components/label.tsx';
import { ListView, ListViewItem } from './components/list_view.tsx';
import { MarkdownNode } from './components/markdown_node.tsx';
import { RadioGroup } from './components/radio_group.tsx';
import { Select } from './components/select.tsx';
import { Spacer } from './components/spacer.tsx';
import { Table, TableCell, TableRow } from './components/table.tsx';
import { Textarea } from './components/textarea.tsx';
import { Caption, Text, Title } from './components/texts.tsx';
import { Transition } from './components/transition.tsx';
import type { Renderer, WidgetType } from './node.ts';

/** Who draws which type. A new component is one file in components/ and one line here. */
export const renderers: { [Type in WidgetType]: Renderer<Type> } = {
  Badge,
  Basic,
  Box,
  Button,
  Caption,
  Card,
  Chart,
  Checkbox,
  Col,
  DatePicker,
  Divider,
  Form,
  Icon: IconNode,
  Image,
  Input,
  Label,
  ListView,
  ListViewItem,
  Markdown: MarkdownNode,
  RadioGroup,
  Row,
  Select,
  Spacer,
  Table,
  'Table.Cell': TableCell,
  'Table.Row': TableRow,
  Text,
  Textarea,
  Title,
  Transition,
};
