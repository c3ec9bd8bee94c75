import base from './css/base.css?inline';
import composer from './css/composer.css?inline';
import frame from './css/frame.css?inline';
import history from './css/history.css?inline';
import markdown from './css/markdown.css?inline';
import menus from './css/menus.css?inline';
import messages from './css/messages.css?inline';
import widgetContent from './css/widget_content.css?inline';
import widgetFields from './css/widget_fields.css?inline';
import widgets from './css/widgets.css?inline';

let sheet: CSSStyleSheet | null = null;

/**
 * The one style sheet that all elements of a page share. Constructed, so that no CSP is in the way.
 */
export function styleSheet(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(
      [
        base,
        frame,
        messages,
        markdown,
        composer,
        menus,
        history,
        widgets,
        widgetFields,
        widgetContent,
      ].join('\n'),
    );
  }
  return sheet;
}
