import { Badge } from './components/badge.tsx';
import { Basic, Box, Col, Row } from './components/boxes.tsx';
import { Button } from './components/button.tsx';
import { Card } from './components/card.tsx';
import { Divider } from './components/divider.tsx';
import { MarkdownNode } from './components/markdown_node.tsx';
import { Spacer } from './components/spacer.tsx';
import { Caption, Text, Title } from './components/texts.tsx';
import type { Renderer, WidgetType } from './node.ts';

/** Who draws which type. A new component is one file in components/ and one line here. */
export const renderers: { [Type in WidgetType]?: Renderer<Type> } = {
  Badge,
  Basic,
  Box,
  Button,
  Caption,
  Card,
  Col,
  Divider,
  Markdown: MarkdownNode,
  Row,
  Spacer,
  Text,
  Title,
};
