# One CMake target a room. A room names the rooms it includes and the libraries it alone sees;
# both are private to it, so that a forgotten arrow fails to compile instead of leaking through.

set(CHATKIT_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Two false alarms of g++ 12 at -O2: members of a std::optional that is only moved from, and
  # the coroutine frames of Asio, whose operator new it does not see through.
  list(APPEND CHATKIT_WARNINGS -Wno-maybe-uninitialized -Wno-mismatched-new-delete)
endif()
if(CHATKIT_WERROR)
  list(APPEND CHATKIT_WARNINGS -Werror)
endif()

# chatkit_room(<room> [ROOMS <room>...] [LIBS <library>...])
# The room's folder is the current one; its target is chatkit_<room> with "/" written "_".
function(chatkit_room room)
  cmake_parse_arguments(ARG "" "" "ROOMS;LIBS" ${ARGN})
  string(REPLACE "/" "_" target "chatkit_${room}")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  if(NOT sources)  # A room of headers alone still gets its target.
    set(sources "${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp")
    file(CONFIGURE OUTPUT "${sources}" CONTENT "// ${room} holds headers alone.\n")
  endif()
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/include"
                                               "${PROJECT_SOURCE_DIR}/src")
  target_compile_options(${target} PRIVATE ${CHATKIT_WARNINGS})
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON LINKER_LANGUAGE CXX)
  foreach(other IN LISTS ARG_ROOMS)
    string(REPLACE "/" "_" other "chatkit_${other}")
    target_link_libraries(${target} PRIVATE ${other})
  endforeach()
  target_link_libraries(${target} PRIVATE ${ARG_LIBS})
endfunction()

# Tests are compiled without optimisation: the code under test keeps its own, and test programs are
# half of the build's time.
set(CHATKIT_TEST_OPTIONS ${CHATKIT_WARNINGS} -O0)

# chatkit_test(<name> SOURCES <file>... [ROOMS <room>...] [LIBS <library>...])
# A GoogleTest program; ctest runs it whole. Its working directory is the project's root.
function(chatkit_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;ROOMS;LIBS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/include"
                                             "${PROJECT_SOURCE_DIR}/src"
                                             "${PROJECT_SOURCE_DIR}/tests")
  target_compile_options(${name} PRIVATE ${CHATKIT_TEST_OPTIONS})
  # A test's headers cost more than the test: its sources are compiled together.
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
  foreach(other IN LISTS ARG_ROOMS)
    string(REPLACE "/" "_" other "chatkit_${other}")
    target_link_libraries(${name} PRIVATE ${other})
  endforeach()
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} GTest::gmock GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
  if(ARG_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}")
  endif()
endfunction()

# chatkit_fuzzer(<name> SOURCES <file>... [ROOMS <room>...])
# A libFuzzer program when clang builds with CHATKIT_FUZZ; otherwise the same entry point is
# driven over its seed corpus and deterministic mutations by tests/fuzz/driver.cpp.
function(chatkit_fuzzer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;ROOMS;LIBS" ${ARGN})
  set(sources ${ARG_SOURCES})
  if(NOT CHATKIT_FUZZ)
    list(APPEND sources "${PROJECT_SOURCE_DIR}/tests/fuzz/driver.cpp")
  endif()
  add_executable(${name} ${sources})
  set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/include"
                                             "${PROJECT_SOURCE_DIR}/src"
                                             "${PROJECT_SOURCE_DIR}/tests")
  target_compile_options(${name} PRIVATE ${CHATKIT_WARNINGS})
  foreach(other IN LISTS ARG_ROOMS)
    string(REPLACE "/" "_" other "chatkit_${other}")
    target_link_libraries(${name} PRIVATE ${other})
  endforeach()
  target_link_libraries(${name} PRIVATE ${ARG_LIBS})
  if(CHATKIT_FUZZ)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES TIMEOUT 120 LABELS fuzz)
  endif()
endfunction()
