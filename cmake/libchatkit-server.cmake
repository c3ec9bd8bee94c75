# libchatkit-server: the server's rooms as one installable library, for programs that answer
# conversations themselves. It stands on libchatkit, which has the rooms that both need.
# `cmake --install BUILD --component libchatkit-server` installs it; libchatkit is installed apart.
# Reads CHATKIT_SERVER_ROOMS, the rooms that are not in libchatkit.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(chatkit_server_objects "")
foreach(room IN LISTS CHATKIT_SERVER_ROOMS)
  string(REPLACE "/" "_" room "${room}")
  list(APPEND chatkit_server_objects "$<TARGET_OBJECTS:chatkit_${room}>")
endforeach()
add_library(chatkit-server STATIC ${chatkit_server_objects})
add_library(chatkit::server ALIAS chatkit-server)
set_target_properties(chatkit-server PROPERTIES LINKER_LANGUAGE CXX EXPORT_NAME server)
target_compile_features(chatkit-server PUBLIC cxx_std_20)
# Programs see Boost.Asio's coroutine type. spdlog is headers alone, over the compiled fmt.
target_link_libraries(chatkit-server PUBLIC chatkit::chatkit Boost::headers
                      PRIVATE OpenSSL::Crypto SQLite::SQLite3 yaml-cpp CURL::libcurl
                              spdlog::spdlog_header_only
                              Threads::Threads)

install(TARGETS chatkit-server EXPORT chatkit-serverTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libchatkit-server)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/chatkit/server
                  ${PROJECT_SOURCE_DIR}/include/chatkit/widgets
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/chatkit COMPONENT libchatkit-server)
install(EXPORT chatkit-serverTargets NAMESPACE chatkit::
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/chatkit-server COMPONENT libchatkit-server)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/chatkit-serverConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/chatkit-serverConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/chatkit-server)
write_basic_package_version_file(
  ${CMAKE_CURRENT_BINARY_DIR}/chatkit-serverConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/chatkit-serverConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/chatkit-serverConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/chatkit-server COMPONENT libchatkit-server)
configure_file(${PROJECT_SOURCE_DIR}/cmake/chatkit-server.pc.in
               ${CMAKE_CURRENT_BINARY_DIR}/chatkit-server.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/chatkit-server.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT libchatkit-server)
