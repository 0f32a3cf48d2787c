using FhirTyped.Benchmarks;

// dotnet run -c Release --project tests/FhirTyped.Benchmarks -- ratios [part of a name]
switch (args)
{
    case ["ratios"]:
        return await Ratios.RunAsync(null);
    case ["ratios", var filter]:
        return await Ratios.RunAsync(filter);
    case ["start", "typed"]:
        return StartUp.ReadTyped();
    case ["start", "generator"]:
        return GeneratorRows.RunCold();
    case ["start", "server"]:
        return await ExchangeRows.ServeAsync();
    case ["start", "client", var address]:
        return await StartUp.ReadByClientAsync(address);
    case ["start", "raw", var address]:
        return await StartUp.ReadByHandAsync(address);
    case ["start", "gateway-row", var way, var upstream]:
        return await GatewayRows.ServeAsync(way, upstream.Length > 0 ? upstream : null);
    case ["start", "ndjson", var folder]:
        return await BulkRows.ReadAsync(folder);
    case ["start", "document"]:
        return StartUp.ReadDocument();
    default:
        Console.Error.WriteLine("Usage: FhirTyped.Benchmarks -- ratios [part of a name]");
        Console.Error.WriteLine("Prints name, ratio and target, divided by tabs. Every ratio is measured against a baseline in the same run.");
        return 1;
}
