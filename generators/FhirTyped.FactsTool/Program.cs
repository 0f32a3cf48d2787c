using FhirTyped.FactsTool;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: FhirTyped.FactsTool <folder of the repository>");
    return 1;
}

Definitions definitions;
try
{
    definitions = Definitions.Load(Path.Combine(AppContext.BaseDirectory, "specification.zip"));
}
catch (InvalidDataException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

var names = new EnumNames(definitions);
var codes = new CodeFacts(definitions, names);
var types = new TypeFacts(definitions, names);

// What the model, its search parameters and its invariants are made of.
var model = Path.Combine(args[0], "src", "FhirTyped.R4", "spec");
var resources = Path.Combine(model, "resources");
Directory.CreateDirectory(resources);
foreach (var stale in Directory.EnumerateFiles(resources, "*.facts"))
{
    File.Delete(stale);
}

FactsFile.Write(Path.Combine(model, "types.facts"), types.DataTypes());
foreach (var resource in definitions.Resources)
{
    FactsFile.Write(Path.Combine(resources, resource.Name + ".facts"), types.Of(resource));
}

FactsFile.Write(Path.Combine(model, "codes.facts"), codes.Lines());
FactsFile.Write(Path.Combine(model, "search-parameters.facts"), SearchParameterFacts.Lines(definitions));
FactsFile.Write(Path.Combine(model, "invariants.facts"), InvariantFacts.Lines(definitions));

// What the judge asks of R4: short, since it is embedded in the generator, the analyzers and the client.
var judge = Path.Combine(args[0], "generators", "FhirTyped.Capabilities", "R4");
Directory.CreateDirectory(judge);
var judged = new JudgeFacts(definitions);
FactsFile.Write(Path.Combine(judge, "search-parameters.facts"), judged.SearchParameters());
FactsFile.Write(Path.Combine(judge, "required-codes.facts"), judged.RequiredCodes());
FactsFile.Write(Path.Combine(judge, "operations.facts"), judged.Operations());
FactsFile.Write(Path.Combine(judge, "patient-compartment.facts"), judged.PatientCompartment());
Console.WriteLine($"{definitions.DataTypes.Count} data types, {definitions.Resources.Count} resources, {codes.Count} enums");
return 0;
