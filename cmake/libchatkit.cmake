# libchatkit: the client rooms as one installable library. It links libcurl and simdjson alone.
# `cmake --install BUILD --component libchatkit` installs it without the program.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# The header that names the version cannot be generated: it is compiled alone, and installed as it
# is.
file(STRINGS "${PROJECT_SOURCE_DIR}/include/chatkit/version.hpp" version_line REGEX "version = \"")
if(NOT version_line MATCHES "\"${PROJECT_VERSION}\"")
  message(FATAL_ERROR "include/chatkit/version.hpp does not say ${PROJECT_VERSION}")
endif()

add_library(chatkit STATIC
  $<TARGET_OBJECTS:chatkit_base> $<TARGET_OBJECTS:chatkit_model> $<TARGET_OBJECTS:chatkit_json>
  $<TARGET_OBJECTS:chatkit_sse> $<TARGET_OBJECTS:chatkit_client>)
add_library(chatkit::chatkit ALIAS chatkit)
set_target_properties(chatkit PROPERTIES LINKER_LANGUAGE CXX)
target_compile_features(chatkit PUBLIC cxx_std_20)
target_include_directories(chatkit PUBLIC
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(chatkit PRIVATE CURL::libcurl simdjson::simdjson Threads::Threads)

install(TARGETS chatkit EXPORT chatkitTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libchatkit)
# The folders of libchatkit-server are installed with it.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/chatkit
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libchatkit
        PATTERN server EXCLUDE PATTERN widgets EXCLUDE)
install(EXPORT chatkitTargets NAMESPACE chatkit::
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/chatkit COMPONENT libchatkit)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/chatkitConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/chatkitConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/chatkit)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/chatkitConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/chatkitConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/chatkitConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/chatkit COMPONENT libchatkit)
file(RELATIVE_PATH CHATKIT_PC_TO_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(${PROJECT_SOURCE_DIR}/cmake/chatkit.pc.in ${CMAKE_CURRENT_BINARY_DIR}/chatkit.pc
               @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/chatkit.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT libchatkit)
