using System.Diagnostics;

namespace FhirTyped.Benchmarks;

/// <summary>One of the processes of the gateway's rows: it says its address and its cookie, and ends with its input.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly Process _process;

    private GatewayProcess(Process process, string line)
    {
        _process = process;
        var parts = line.Split(' ');
        (Address, Cookie) = (parts[0], parts[1]);
    }

    public string Address { get; }

    public string Cookie { get; }

    /// <summary>What it has used of processors, in seconds.</summary>
    public double Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>In bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static GatewayProcess Start(string way, string? upstream = null)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["start", "gateway-row", way, upstream ?? ""]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        return new(process, process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The process '{way}' ended before it said where it is."));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
