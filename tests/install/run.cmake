# Installs LIBRARY and what it needs into a fresh prefix, builds the consumer against it, runs that.
function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${WORK}" COMMAND_ECHO STDOUT
                  COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix "${WORK}/prefix")
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(components libchatkit ${LIBRARY})
list(REMOVE_DUPLICATES components)
foreach(component IN LISTS components)
  run("${CMAKE_COMMAND}" --install "${BUILD}" --component ${component} --prefix "${prefix}")
endforeach()
if(EXISTS "${prefix}/bin")
  message(FATAL_ERROR "the components ${components} install programs")
endif()

if(WAY STREQUAL "find_package")
  run("${CMAKE_COMMAND}" -S "${CONSUMER}" -B "${WORK}/build" "-DCMAKE_PREFIX_PATH=${prefix}"
      "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_FLAGS=${FLAGS}")
  run("${CMAKE_COMMAND}" --build "${WORK}/build")
  run("${WORK}/build/consumer")
else()
  find_program(pkg_config pkg-config REQUIRED)
  set(ENV{PKG_CONFIG_PATH} "${prefix}/${LIBDIR}/pkgconfig")
  string(REGEX REPLACE "^lib" "" module "${LIBRARY}")
  execute_process(COMMAND "${pkg_config}" --cflags --libs "${module}" OUTPUT_VARIABLE words
                  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(words UNIX_COMMAND "${words}")
  run("${COMPILER}" -std=c++20 -Wall -Wextra -Wpedantic -Werror ${FLAGS} "${CONSUMER}/main.cpp"
      -o "${WORK}/consumer" ${words})
  run("${WORK}/consumer")
endif()
