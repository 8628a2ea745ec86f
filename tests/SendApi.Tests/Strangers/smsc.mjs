// An SMSC made of the npm package "smpp". It writes one JSON line for each thing that happens.
import smpp from 'smpp';

const say = (event) => process.stdout.write(JSON.stringify(event) + '\n');
const text = (field) => (field && field.message !== undefined ? field.message : field)?.toString() ?? '';
const udh = (field) => (field && field.udh ? field.udh.map((element) => element.toString('hex')).join('') : null);
let nextId = 1;

const server = smpp.createServer((session) => {
  session.on('error', (error) => say({ event: 'error', text: error.message }));
  session.on('bind_transceiver', (pdu) => {
    say({ event: 'bind', systemId: pdu.system_id, text: pdu.password });
    session.send(pdu.response({ system_id: 'stranger' }));
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    say({ event: 'unbind' });
    session.send(pdu.response());
    session.close();
  });
  session.on('submit_sm', (pdu) => {
    const id = `stranger-${nextId++}`;
    const field = pdu.message_payload ?? pdu.short_message;
    say({ event: 'submit', id, from: pdu.source_addr, to: pdu.destination_addr, text: text(field), udh: udh(field), coding: pdu.data_coding, validity: String(pdu.validity_period) });
    session.send(pdu.response({ message_id: id }));
    session.deliver_sm({
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:2603091200 done date:2603091201 stat:DELIVRD err:000 text:`,
    }, (answer) => say({ event: 'confirmed', id, status: answer.command_status }));
  });
});

server.listen(0, '127.0.0.1', () => say({ event: 'listening', port: server.address().port }));
// The test closes our input when it ends, however it ends.
process.stdin.resume().on('end', () => process.exit(0));
