using FhirTyped.FactsTool;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: FhirTyped.FactsTool <folder of the definitions> <folder of the facts>");
    return 1;
}

var definitions = Definitions.Load(args[0]);
var folder = args[1];
var names = new EnumNames(definitions);
var codes = new CodeFacts(definitions, names);
var types = new TypeFacts(definitions, names);

var resources = Path.Combine(folder, "resources");
Directory.CreateDirectory(resources);
foreach (var stale in Directory.EnumerateFiles(resources, "*.facts"))
{
    File.Delete(stale);
}

FactsFile.Write(Path.Combine(folder, "types.facts"), types.DataTypes());
foreach (var resource in definitions.Resources)
{
    FactsFile.Write(Path.Combine(resources, resource.Name + ".facts"), types.Of(resource));
}

FactsFile.Write(Path.Combine(folder, "codes.facts"), codes.Lines());
FactsFile.Write(Path.Combine(folder, "search-parameters.facts"), SearchParameterFacts.Lines(definitions));
FactsFile.Write(Path.Combine(folder, "invariants.facts"), InvariantFacts.Lines(definitions));
Console.WriteLine($"{definitions.DataTypes.Count} data types, {definitions.Resources.Count} resources, {codes.Count} enums");
return 0;
