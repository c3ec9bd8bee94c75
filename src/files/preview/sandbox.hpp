#pragma once

// What keeps a decoder that an image has taken over from doing anything with it.
namespace chatkit::preview {

/// Limits on memory and processor time, no core file. False: they cannot be set.
bool set_limits();

/// From here on no file can be opened and no program started: the kernel refuses every call but
/// those that computing takes. False: the kernel has no such filter.
bool close_doors();

}  // namespace chatkit::preview
