using FhirTyped.TestKit;

namespace FhirTyped.PackageTests;

/// <summary>What people may call cannot change unseen: builds a copy of a small library, with the rules that hold for the library itself.</summary>
public sealed class PublicSurfaceTests : IDisposable
{
    private const string Library = "FhirTyped.AspNetCore";
    private const string Changed = "FhirJsonEndpointExtensions.cs";

    private readonly string _folder = Directory.CreateTempSubdirectory("fhirtyped-surface-").FullName;

    public PublicSurfaceTests()
    {
        var source = Path.Combine(TestFiles.RepositoryRoot, "src", Library);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file);
            if (relative.StartsWith("obj", StringComparison.Ordinal) || relative.StartsWith("bin", StringComparison.Ordinal))
            {
                continue;
            }

            var copy = Path.Combine(_folder, Library, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var name in new[] { "Directory.Build.props", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(_folder, name), $"""<Project><Import Project="{Path.Combine(TestFiles.RepositoryRoot, name)}" /></Project>""");
        }

        Edit(Library + ".csproj", "\"../FhirTyped.R4/", "\"" + Path.Combine(TestFiles.RepositoryRoot, "src/FhirTyped.R4") + "/");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Build_OfTheLibraryAsItIs_Passes()
    {
        var (exitCode, output) = await BuildAsync();

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Build_WithoutAPublicMember_Fails()
    {
        Edit(Changed, "public static TBuilder WithFhirJson", "internal static TBuilder WithFhirJson");

        var (exitCode, output) = await BuildAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error RS0017", output, StringComparison.Ordinal);
        Assert.Contains("WithFhirJson", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_WithANewPublicMember_Fails()
    {
        Edit(Changed, "public static class FhirJsonEndpointExtensions\n{", "public static class FhirJsonEndpointExtensions\n{\n    /// <summary>New.</summary>\n    public static int Added => 1;\n");

        var (exitCode, output) = await BuildAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error RS0016", output, StringComparison.Ordinal);
        Assert.Contains("Added", output, StringComparison.Ordinal);
    }

    private void Edit(string file, string before, string after)
    {
        var path = Path.Combine(_folder, Library, file);
        var text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    // The model as it was built with the tests; the other rules of our code depend on where a file lies.
    private Task<(int ExitCode, string Output)> BuildAsync() => DotNet.RunAsync(
        Path.Combine(_folder, Library), "build", "-v", "q", "-p:BuildProjectReferences=false", "-p:IsNotShipped=true");
}
