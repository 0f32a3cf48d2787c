using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.TestKit.Generation;

/// <summary>A compilation as an assembly in memory, so that tests look at what code is and does, not at how it is written.</summary>
public static class LiveCompilation
{
    /// <summary>Compiles.</summary>
    /// <returns>The assembly's bytes.</returns>
    /// <exception cref="InvalidOperationException">There is a warning or an error; all of them are in the message.</exception>
    public static byte[] Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        var problems = result.Diagnostics.Where(static problem => problem.Severity >= DiagnosticSeverity.Warning).Take(20).ToList();
        return problems.Count == 0
            ? stream.ToArray()
            : throw new InvalidOperationException("The code does not compile without warnings:\n" + string.Join('\n', problems));
    }

    /// <summary>Compiles and loads.</summary>
    /// <param name="compilation">The code.</param>
    /// <param name="dependencies">The bytes of the assemblies in memory that it references.</param>
    public static Assembly Load(CSharpCompilation compilation, params byte[][] dependencies)
    {
        // A context of its own, so that each test sees its own platforms.
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        foreach (var dependency in dependencies)
        {
            context.LoadFromStream(new MemoryStream(dependency));
        }

        return context.LoadFromStream(new MemoryStream(Emit(compilation)));
    }
}
