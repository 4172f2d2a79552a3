# Configures, builds and installs the native library: one command, no shell, the same on every system.
#   cmake -DSOURCE_DIR=... -DBUILD_DIR=... -DPREFIX=... -DJNI_DIR=... [-DEXTRA=-DNAME=VALUE;...] -P build.cmake
find_program(NINJA ninja)
if(NINJA)
  set(generator -G Ninja)
endif()
execute_process(
  COMMAND ${CMAKE_COMMAND} -S ${SOURCE_DIR} -B ${BUILD_DIR} ${generator} -DCMAKE_BUILD_TYPE=Release
          -DCMAKE_INSTALL_PREFIX=${PREFIX} -DCENOTE_JNI_DIR=${JNI_DIR} ${EXTRA}
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --build ${BUILD_DIR} --config Release --parallel
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD_DIR} --config Release COMMAND_ERROR_IS_FATAL ANY)
