# Fails if an object, which holds code for newer CPUs, has a weak symbol outside the instruction sets' own namespaces. The
# linker keeps one copy of a weak function for the whole library: if it kept this one, older CPUs would run it.
#   cmake -DNM=nm -P weak_symbols.cmake simd.cc.o
math(EXPR last "${CMAKE_ARGC} - 1")
set(object ${CMAKE_ARGV${last}})
execute_process(COMMAND ${NM} -P ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
set(own "N_(SSE4|AVX2|AVX3|NEON)")
string(REGEX MATCHALL "[^\n]+ [WVu] [^\n]*" weak "${symbols}")
list(FILTER weak EXCLUDE REGEX "${own}")
list(FILTER weak EXCLUDE REGEX "^DW\\.ref\\.")  # a pointer for stack unwinding, not code
if(weak)
  list(JOIN weak "\n  " weak)
  message(FATAL_ERROR "weak symbols that another file may take for its own:\n  ${weak}")
endif()
if(NOT symbols MATCHES "${own}")
  message(FATAL_ERROR "${object} has no symbol of an instruction set: is it the right file?")
endif()
