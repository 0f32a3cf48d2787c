namespace FhirTyped.Docs.Tests;

/// <summary>A console of one test's own, for programs that write to it and read from it: other tests may run at the same time.</summary>
internal sealed class GuideConsole : IDisposable
{
    private static readonly AsyncLocal<GuideConsole?> Current = new();

    private readonly TextWriter _output;
    private readonly Func<string> _input;

    static GuideConsole()
    {
        Console.SetOut(new Writer(Console.Out));
        Console.SetIn(new Reader());
    }

    private GuideConsole(TextWriter output, Func<string> input)
    {
        _output = output;
        _input = input;
    }

    public static GuideConsole Use(TextWriter output, Func<string> input) => Current.Value = new(output, input);

    public void Dispose() => Current.Value = null;

    private sealed class Writer(TextWriter others) : TextWriter
    {
        public override System.Text.Encoding Encoding => others.Encoding;

        public override void Write(char value) => (Current.Value?._output ?? others).Write(value);

        public override void Write(string? value) => (Current.Value?._output ?? others).Write(value);

        public override void WriteLine(string? value) => (Current.Value?._output ?? others).WriteLine(value);
    }

    private sealed class Reader : TextReader
    {
        public override string? ReadLine() => Current.Value?._input();
    }
}
