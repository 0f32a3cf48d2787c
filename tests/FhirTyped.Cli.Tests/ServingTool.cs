using System.Diagnostics;

namespace FhirTyped.Cli.Tests;

/// <summary>The tool serving as a platform, with the token <c>t</c>, until it is disposed of.</summary>
internal sealed class ServingTool : IAsyncDisposable
{
    private readonly Process _process;

    private ServingTool(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>The server's base address.</summary>
    public Uri Address { get; }

    public static async Task<ServingTool> StartAsync(string platform, string data)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "FhirTyped.Cli.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "serve", platform, "--data", data, "--token", "t"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        return new(process, new((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
