import { useRef, useState } from 'preact/hooks';
import type {
  StructuredAnswer,
  StructuredInputItem,
  StructuredQuestion,
} from '../../protocol/items.ts';
import { fieldName } from '../../widgets/field_name.ts';
import { useView } from '../context.ts';

/**
 * Questions of the responder in place of the composer; each can be left out, and all of them
 * skipped.
 */
export function Questions({ item }: { item: StructuredInputItem }) {
  const { chat, t } = useView();
  const form = useRef<HTMLFormElement>(null);
  const answer = (event: Event): void => {
    event.preventDefault();
    if (!form.current) return;
    const data = new FormData(form.current);
    const answers = Object.fromEntries(
      item.inputs.map((question) => [question.id, answerOf(data, question)]),
    );
    void chat.answerQuestions(item.id, answers);
  };
  return (
    <form ref={form} class="composer questions" part="questions" onSubmit={answer}>
      {item.inputs.map((question) => (
        <Question key={question.id} question={question} />
      ))}
      <div class="questions-bar">
        <button
          type="button"
          class="text-button"
          onClick={() => void chat.answerQuestions(item.id, null)}
        >
          {t('skip')}
        </button>
        <button type="submit" class="main-button" part="submit-button">
          {t('submit')}
        </button>
      </div>
    </form>
  );
}

function answerOf(data: FormData, { id }: StructuredQuestion): StructuredAnswer {
  const other = String(data.get(`${id}.other`) ?? '').trim();
  const values = [...data.getAll(fieldName(id)).map(String), other].filter((value) => value !== '');
  return { values, skipped: values.length === 0 };
}

function Question({ question }: { question: StructuredQuestion }) {
  const { t } = useView();
  const { id, multiple, options = [] } = question;
  return (
    <fieldset class="question">
      <legend dir="auto">{question.question}</legend>
      {question.description && <p dir="auto">{question.description}</p>}
      {question.type === 'multiple_choice' && (
        <div class="choices">
          {options.map(({ value }) => (
            <label class="choice" key={value}>
              <input type={multiple ? 'checkbox' : 'radio'} name={fieldName(id)} value={value} />
              <span dir="auto">{value}</span>
            </label>
          ))}
          <OtherAnswer id={id} single={!multiple} />
        </div>
      )}
      {question.type === 'freeform' && (
        <input
          class="answer"
          type="text"
          name={fieldName(id)}
          dir="auto"
          aria-label={question.question || t('otherAnswer')}
        />
      )}
    </fieldset>
  );
}

/** An answer in one's own words; it takes the place of the choice where only one can be given. */
function OtherAnswer({ id, single }: { id: string; single: boolean }) {
  const { t } = useView();
  const [text, setText] = useState('');
  return (
    <input
      class="answer choice-other"
      type="text"
      name={`${id}.other`}
      dir="auto"
      value={text}
      placeholder={t('otherAnswer')}
      aria-label={t('otherAnswer')}
      onInput={(event) => {
        setText(event.currentTarget.value);
        if (single) uncheck(event.currentTarget.form, fieldName(id));
      }}
    />
  );
}

function uncheck(form: HTMLFormElement | null, name: string): void {
  for (const input of form?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? []) {
    if (input.name === name) input.checked = false;
  }
}
