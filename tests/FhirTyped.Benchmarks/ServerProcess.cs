using System.Diagnostics;

namespace FhirTyped.Benchmarks;

/// <summary>A server in a process of its own, so that its work is not counted.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The FHIR base address.</summary>
    public string Address { get; }

    public static ServerProcess Start()
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["start", "server"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        return new(process, process.StandardOutput.ReadLine()!);
    }

    public void Dispose()
    {
        // It ends with its input.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
