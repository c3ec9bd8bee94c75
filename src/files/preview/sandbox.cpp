#include "files/preview/sandbox.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace chatkit::preview {
namespace {

/// Address space, most of it the mapped code of libraries; an image of 40 megapixels that must be
/// decoded whole, such as an interlaced one, takes 160 MB.
constexpr rlim_t kMemoryBytesMax = 1536ULL << 20U;
constexpr rlim_t kProcessorSecondsMax = 8;

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "The filter of system calls is not written for this architecture."
#endif

/// What threads, memory, time, and the two open descriptors take.
constexpr std::array kAllowed = {__NR_read,
                                 __NR_readv,
                                 __NR_pread64,
                                 __NR_write,
                                 __NR_writev,
                                 __NR_lseek,
                                 __NR_fstat,
                                 __NR_newfstatat,
                                 __NR_close,
                                 __NR_dup,
                                 __NR_fcntl,
                                 __NR_mmap,
                                 __NR_munmap,
                                 __NR_mprotect,
                                 __NR_mremap,
                                 __NR_madvise,
                                 __NR_brk,
                                 __NR_futex,
                                 __NR_clone,
                                 __NR_clone3,
                                 __NR_set_robust_list,
                                 __NR_rseq,
                                 __NR_sched_yield,
                                 __NR_sched_getaffinity,
                                 __NR_exit,
                                 __NR_exit_group,
                                 __NR_rt_sigaction,
                                 __NR_rt_sigprocmask,
                                 __NR_rt_sigreturn,
                                 __NR_clock_gettime,
                                 __NR_clock_nanosleep,
                                 __NR_gettid,
                                 __NR_getpid,
                                 __NR_tgkill,
                                 __NR_getrandom,
                                 __NR_prctl,
                                 __NR_prlimit64,
                                 __NR_sysinfo,
                                 __NR_membarrier,
                                 __NR_restart_syscall};

bool limit(int resource, rlim_t most) {
  rlimit both{};
  both.rlim_cur = both.rlim_max = most;
  return ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both) == 0;
}

sock_filter step(std::uint16_t code, std::uint32_t value) {
  return sock_filter BPF_STMT(code, value);
}
/// Goes on with the next step where the value at hand is not `value`, else skips it.
sock_filter skip_next_if_not(std::uint32_t value) {
  return sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
}

}  // namespace

bool set_limits() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  return limit(RLIMIT_AS, kMemoryBytesMax) && limit(RLIMIT_CPU, kProcessorSecondsMax) &&
         limit(RLIMIT_CORE, 0);
}

bool close_doors() {
  constexpr std::uint16_t kLoad = BPF_LD | BPF_W | BPF_ABS;
  constexpr std::uint16_t kReturn = BPF_RET | BPF_K;
  std::vector<sock_filter> filter;
  filter.push_back(step(kLoad, offsetof(seccomp_data, arch)));
  filter.push_back(sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0));
  filter.push_back(step(kReturn, SECCOMP_RET_KILL_PROCESS));
  filter.push_back(step(kLoad, offsetof(seccomp_data, nr)));
  for (const int call : kAllowed) {
    filter.push_back(skip_next_if_not(static_cast<std::uint32_t>(call)));
    filter.push_back(step(kReturn, SECCOMP_RET_ALLOW));
  }
  // Refused rather than fatal: libraries that ask for something they can do without go on.
  filter.push_back(step(kReturn, SECCOMP_RET_ERRNO | EPERM));
  sock_fprog program{};
  program.len = static_cast<unsigned short>(filter.size());
  program.filter = filter.data();
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace chatkit::preview
