# Finds Google's Highway, of which only headers are used: CENOTE_HIGHWAY_INCLUDE. A system package is taken if there is
# one (Debian libhwy-dev, Homebrew highway, vcpkg highway); otherwise the release below is fetched by its commit.
include(FetchContent)
foreach(part TESTS EXAMPLES CONTRIB INSTALL)
  set(HWY_ENABLE_${part} OFF CACHE BOOL "Not needed here" FORCE)
endforeach()
FetchContent_Declare(highway
  GIT_REPOSITORY https://github.com/google/highway.git
  GIT_TAG 457c891775a7397bdb0376bb1031e6e027af1c48 # 1.2.0
  FIND_PACKAGE_ARGS 1.0.3 NAMES hwy CONFIG)
FetchContent_MakeAvailable(highway)
if(TARGET hwy::hwy)
  set(CENOTE_HIGHWAY_INCLUDE $<TARGET_PROPERTY:hwy::hwy,INTERFACE_INCLUDE_DIRECTORIES>)
else()
  set(CENOTE_HIGHWAY_INCLUDE $<TARGET_PROPERTY:hwy,INTERFACE_INCLUDE_DIRECTORIES>)
endif()
