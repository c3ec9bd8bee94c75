import type { GeneratedImageItem } from '../../protocol/items.ts';
import { scriptOrigin } from '../../assets.ts';
import { Spinner } from '../controls.tsx';
import { useView } from '../context.ts';
import { allowsImage } from '../image_policy.ts';

/** A picture that the assistant makes; blurred while it is not finished. */
export function GeneratedImageView({ item }: { item: GeneratedImageItem }) {
  const { chat, t } = useView();
  const { image, progress } = item;
  const domains = chat.state.thread.value?.allowed_image_domains ?? [];
  const unfinished = progress !== null && progress !== undefined && progress < 1;
  return (
    <figure class="generated-image" part="generated-image" data-unfinished={unfinished}>
      {image && allowsImage(image.url, domains, [scriptOrigin, location.origin]) ? (
        <img src={image.url} alt={t('generatedImage')} referrerpolicy="no-referrer" />
      ) : (
        <figcaption>
          {!image && <Spinner />} {image ? t('generatedImage') : t('creatingImage')}
        </figcaption>
      )}
    </figure>
  );
}
