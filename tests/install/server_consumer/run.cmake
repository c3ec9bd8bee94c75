# Installs libchatkit and libchatkit-server into a fresh prefix, builds the consumer and runs it.
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix "${WORK}/prefix")
file(REMOVE_RECURSE "${WORK}")
foreach(component libchatkit libchatkit-server)
  run("${CMAKE_COMMAND}" --install "${BUILD}" --component ${component} --prefix "${prefix}")
endforeach()

if(WAY STREQUAL "find_package")
  run("${CMAKE_COMMAND}" -S "${CONSUMER}" -B "${WORK}/build" "-DCMAKE_PREFIX_PATH=${prefix}"
      "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_FLAGS=${FLAGS}")
  run("${CMAKE_COMMAND}" --build "${WORK}/build")
  run("${WORK}/build/server_consumer" "${WORK}/data")
else()
  find_program(pkg_config pkg-config REQUIRED)
  set(ENV{PKG_CONFIG_PATH} "${prefix}/${LIBDIR}/pkgconfig")
  execute_process(COMMAND "${pkg_config}" --cflags --libs chatkit-server OUTPUT_VARIABLE words
                  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(words UNIX_COMMAND "${words}")
  run("${COMPILER}" -std=c++20 -Wall -Wextra -Wpedantic -Werror ${FLAGS} "${CONSUMER}/main.cpp"
      -o "${WORK}/server_consumer" ${words})
  run("${WORK}/server_consumer" "${WORK}/data")
endif()
