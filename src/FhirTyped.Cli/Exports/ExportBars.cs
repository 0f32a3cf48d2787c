using FhirTyped.BulkData;
using Spectre.Console;

namespace FhirTyped.Cli.Exports;

/// <summary>How far an export is, as two bars on a terminal.</summary>
internal static class ExportBars
{
    /// <summary>Shows the bars while work is done.</summary>
    public static Task<T> ShowAsync<T>(Func<IProgress<BulkExportProgress>, Task<T>> work) =>
        Output.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context =>
            {
                var server = context.AddTask("Server", maxValue: 1);
                server.IsIndeterminate = true;
                return work(new Reports(server, context));
            });

    private sealed class Reports(ProgressTask server, ProgressContext context) : IProgress<BulkExportProgress>
    {
        private ProgressTask? _files;

        public void Report(BulkExportProgress value)
        {
            if (value.Phase == BulkExportPhase.Running)
            {
                server.Description = Markup.Escape(ExportProgressLines.Describe(value));
                return;
            }

            server.Description = "Server";
            server.IsIndeterminate = false;
            server.Value = 1;
            _files ??= context.AddTask("Files", maxValue: Math.Max(1, value.Files));
            _files.Description = Markup.Escape(ExportProgressLines.Describe(value));
            _files.Value = value.FilesDone;
        }
    }
}
