# Installs the build into its own folder, builds the consumer against that, runs it.
# cmake -DBUILD=... -DSOURCE=... -DCOMPILER=... -DTYPE=... -DFLAGS=... -P run.cmake
set(prefix ${BUILD}/consumer/prefix)
file(REMOVE_RECURSE ${BUILD}/consumer)
function(step)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT status EQUAL 0)
    string(JOIN " " command ${ARGV})
    message(FATAL_ERROR "${command}: ${status}\n${out}\n${err}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

step(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
step(${CMAKE_COMMAND} -G Ninja -S ${SOURCE}/tests/consumer -B ${BUILD}/consumer/build
  -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_BUILD_TYPE=${TYPE}
  -DCMAKE_CXX_FLAGS_DEBUG=${FLAGS})
step(${CMAKE_COMMAND} --build ${BUILD}/consumer/build)
step(${BUILD}/consumer/build/consumer ${SOURCE}/tests/golden/noa/in.edi)
set(of_library "${out}")
# The installed program finds the installed data and agrees.
step(${CMAKE_COMMAND} -E env --unset=SLUIS_DATA
  ${prefix}/bin/sluis convert ${SOURCE}/tests/golden/noa/in.edi)
if(of_library STREQUAL "" OR NOT of_library STREQUAL out)
  message(FATAL_ERROR "library and program disagree:\n${of_library}\n---\n${out}")
endif()
